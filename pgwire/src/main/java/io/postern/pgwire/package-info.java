/**
 * PostgreSQL's frontend/backend protocol 3 as values: one record per message, named as in the manual's chapter "Message Formats".
 *
 * <p>Bytes come in through {@link io.postern.pgwire.StartupFrameReader} until the session has started and through
 * {@link io.postern.pgwire.FrameReader} afterwards. A {@link io.postern.pgwire.Frame} that needs looking at is decoded to a
 * {@link io.postern.pgwire.FrontendMessage} or {@link io.postern.pgwire.BackendMessage}; any other is passed on as it is.
 *
 * <p>Decoding reads from the reader index to the writer index of the body, moves neither, keeps no reference to the buffer and does
 * not release it. Whatever the bytes, it returns a message or throws {@link io.postern.pgwire.ProtocolViolation}, and allocates no
 * more than in proportion to the bytes present. Encoding appends one whole message, type and length included; if it throws, it has
 * appended nothing.
 */
@NullMarked
package io.postern.pgwire;

import org.jspecify.annotations.NullMarked;
