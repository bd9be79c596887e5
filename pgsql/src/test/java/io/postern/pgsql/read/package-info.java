/** The reader of row statements, held against expectations and servers. */
@NullMarked
package io.postern.pgsql.read;

import org.jspecify.annotations.NullMarked;
