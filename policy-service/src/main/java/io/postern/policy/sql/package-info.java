/**
 * What a statement does, read from its tokens and a catalog: pure, without I/O, time or state between calls.
 *
 * <p>Start with {@link io.postern.policy.sql.SqlReader}. The reader is closed: a form of PostgreSQL's grammar that it does not know
 * exactly, a relation that the catalog does not hold and a function that is not listed as harmless all end in
 * {@link io.postern.policy.sql.Reading.NotUnderstood}.
 */
@NullMarked
package io.postern.policy.sql;

import org.jspecify.annotations.NullMarked;
