/**
 * The wire proxy: clients speak PostgreSQL's protocol to it, with an identity token as password; it speaks the same
 * protocol to the database, with a credential that only it knows.
 *
 * <pre>
 *   client ── adapter.netty ──► session (what to do) ──► statement (what was decided, what is recorded)
 *                   │                                            ▲
 *                   └──► database                adapter.kafka ──┘ adapter.catalog
 * </pre>
 *
 * <p>{@link io.postern.proxy.ProxyService} wires the parts. The rules live in {@code session} and {@code statement},
 * which know no I/O, no clock and no thread.
 */
@NullMarked
package io.postern.proxy;

import org.jspecify.annotations.NullMarked;
