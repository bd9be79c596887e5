/**
 * The decision topology and what it needs of Kafka; the only package that knows Kafka Streams and the generated events.
 *
 * <pre>
 * decisions.requests ──► decide ──► decisions.state
 *                          │ reads
 *      policies.events ──► latest policy per name   (global store)
 *      catalogs.state  ──► latest catalog per database (global store)
 * </pre>
 */
@NullMarked
package io.postern.policy.adapter.streams;

import org.jspecify.annotations.NullMarked;
