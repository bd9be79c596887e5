/**
 * The decision topology and what it needs of Kafka; the only package that knows Kafka Streams and the generated events.
 *
 * <pre>
 * decisions.requests ──► decide ──► decisions.state
 *                          │ reads
 *      policies.events ──► latest own policy per name (global store)
 *      catalogs.state  ──► latest catalog per database (global store)
 * </pre>
 *
 * What this service writes it signs, and of the policies it believes only those that it signed.
 */
@NullMarked
package io.postern.policy.adapter.streams;

import org.jspecify.annotations.NullMarked;
