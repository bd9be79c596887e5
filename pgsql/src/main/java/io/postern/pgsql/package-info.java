/** PostgreSQL's grammar, majors 15 to 18: reads the tokens of a text into a syntax tree. Pure, and usable without the rest of Postern. */
@NullMarked
package io.postern.pgsql;

import org.jspecify.annotations.NullMarked;
