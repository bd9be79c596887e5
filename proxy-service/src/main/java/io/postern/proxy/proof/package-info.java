/**
 * The second witness: PostgreSQL's own analysis of the text that is to run, as the server prints it, held against the
 * decision. Pure: no I/O, no clock.
 */
@NullMarked
package io.postern.proxy.proof;

import org.jspecify.annotations.NullMarked;
