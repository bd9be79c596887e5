/** The syntax tree: immutable values that know which tokens they were read from. */
@NullMarked
package io.postern.pgsql.tree;

import org.jspecify.annotations.NullMarked;
