/**
 * The audit service: follows the session log into PostgreSQL and shows it.
 *
 * <pre>
 *  Kafka ──► adapter.kafka ──► app ◄── adapter.store ──► PostgreSQL
 *               adapter.avro ──► │ ◄── adapter.http  ◄── page, API
 *                             domain
 * </pre>
 *
 * {@link io.postern.audit.AuditService} wires them; {@link io.postern.audit.domain} is where a story comes from.
 */
@NullMarked
package io.postern.audit;

import org.jspecify.annotations.NullMarked;
