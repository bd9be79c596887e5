/**
 * What comes with PostgreSQL, per major version, and what of it is safe to let anybody use: functions, operators, types and
 * system relations. Start with {@link io.postern.pgsql.builtin.Builtins}. What is not known to be safe is unsafe.
 *
 * <p>The lists are resources, made from real servers and a classification that is written by hand; a test holds them against
 * servers of every major.
 */
@NullMarked
package io.postern.pgsql.builtin;

import org.jspecify.annotations.NullMarked;
