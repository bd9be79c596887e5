/**
 * The wire: two connections per session on one event loop, and the driver that turns what happens on them into events of
 * the session's state machine and its effects into I/O. Results are relayed by scanning message headers: only messages
 * that the session has to know of are decoded.
 *
 * <p>Back-pressure: a client that does not read stops the reading from its database connection; a database that does not
 * read, or a statement that waits, stops the reading from the client.
 */
@NullMarked
package io.postern.proxy.adapter.netty;

import org.jspecify.annotations.NullMarked;
