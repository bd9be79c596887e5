/**
 * Ingest: follows every partition of the session log into the store, exactly once.
 *
 * <p>The offsets live in the store and move in the transaction that stores the records, so a crash at any point loses and
 * doubles nothing. Records that cannot be taken as facts are stored as they are. While the log or the store is away the
 * ingest waits and tries again, for ever.
 */
@NullMarked
package io.postern.audit.adapter.kafka;

import org.jspecify.annotations.NullMarked;
