/**
 * SQL as PostgreSQL's lexer reads it: tokens over UTF-8 bytes, a fingerprint of their shape, and edits that touch nothing else.
 *
 * <p>Start with {@link io.postern.pgwire.sql.SqlText} and {@link io.postern.pgwire.sql.SqlLexer}. The rules are those of the
 * PostgreSQL manual, section 4.1 "Lexical Structure", as versions 15 and later apply them with {@code standard_conforming_strings}
 * on and UTF-8 as client encoding. No two of these versions read a text differently: where they differ, all but the later ones
 * answer with a syntax error.
 */
@NullMarked
package io.postern.pgwire.sql;

import org.jspecify.annotations.NullMarked;
