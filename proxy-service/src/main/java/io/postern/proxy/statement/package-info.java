/**
 * The life of a statement as values: its text and shape, the decision over it, what an approval is bound to, the facts
 * that go to the log, and the ports through which the session asks the rest of the system. Pure: no I/O, no clock.
 */
@NullMarked
package io.postern.proxy.statement;

import org.jspecify.annotations.NullMarked;
