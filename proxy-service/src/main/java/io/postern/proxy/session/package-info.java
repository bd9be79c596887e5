/**
 * What a session does, as pure functions of what happened: events in, effects out. No I/O, no clock, no thread; the same
 * events always give the same effects.
 *
 * <pre>
 *   SessionMachine ─┬─ Login          startup packet to the recorded session
 *                   └─ Conversation   statements: decide, record, park, forward
 *                        ├─ Responses what the server still owes, in order
 *                        └─ Names     prepared statements and portals
 * </pre>
 *
 * <p>{@link io.postern.proxy.session.SessionState} lists the states and, in its Javadoc, the legal transitions.
 */
@NullMarked
package io.postern.proxy.session;

import org.jspecify.annotations.NullMarked;
