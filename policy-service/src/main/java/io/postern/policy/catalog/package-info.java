/**
 * What a database holds, as names are resolved against it: pure values, without I/O.
 *
 * <p>Start with {@link io.postern.policy.catalog.Catalog}. Of what is PostgreSQL's own it holds the relations only; functions,
 * operators, types and casts that come with PostgreSQL are in {@code io.postern.pgsql.builtin}.
 */
@NullMarked
package io.postern.policy.catalog;

import org.jspecify.annotations.NullMarked;
