/**
 * The store: schema {@code postern_audit} of a PostgreSQL database (UTF8, version 14 or later). Start with
 * {@link io.postern.audit.adapter.store.PostgresStore}.
 *
 * <p>{@code events} holds the log's bytes, append-only; {@code sessions} and {@code statements} are derived from it in the
 * same transactions, for lists and search. Exact statement texts and parameters are in {@code events.avro} only.
 *
 * <p>The scripts named in {@code Migrations} make the schema at start, under an advisory lock. The role that runs them
 * owns the tables and takes {@code UPDATE}, {@code DELETE} and {@code TRUNCATE} on the append-only ones from itself; a
 * trigger refuses them for every other role, superusers included. An owner can undo both, so a database administrator who
 * wants more lets a second role run the first start and gives the service's role {@code USAGE} on the schema,
 * {@code SELECT, INSERT} on all tables and {@code UPDATE} on {@code log_offsets}, {@code sessions} and
 * {@code statements}: with nothing to migrate, no more is needed.
 */
@NullMarked
package io.postern.audit.adapter.store;

import org.jspecify.annotations.NullMarked;
