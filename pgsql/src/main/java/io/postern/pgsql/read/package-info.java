/**
 * Recursive descent with precedence climbing over tokens. {@code Grammar} ties the readers of expressions, queries, changes and
 * utilities together; each consumes what it reads from one {@code TokenCursor} and throws {@code SyntaxError} at what is no SQL.
 */
@NullMarked
package io.postern.pgsql.read;

import org.jspecify.annotations.NullMarked;
