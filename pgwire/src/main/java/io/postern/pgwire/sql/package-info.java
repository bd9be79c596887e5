/**
 * SQL as PostgreSQL's lexer reads it: tokens over UTF-8 bytes, a fingerprint of their shape, and edits that touch nothing else.
 *
 * <p>Start with {@link io.postern.pgwire.sql.SqlText} and {@link io.postern.pgwire.sql.SqlLexer}. The rules are those of the
 * PostgreSQL manual, section 4.1 "Lexical Structure", as version 15 applies them with {@code standard_conforming_strings} on and
 * UTF-8 as client encoding. Where majors differ, the text is refused.
 */
@NullMarked
package io.postern.pgwire.sql;

import org.jspecify.annotations.NullMarked;
