/** SQL that PostgreSQL reads, and SQL that it refuses: read from resources of this and other modules. */
@NullMarked
package io.postern.pgsql.corpus;

import org.jspecify.annotations.NullMarked;
