/** CancelRequests: the keys that clients cancel with, guesses kept in check, and cancelling across proxies. No I/O. */
@NullMarked
package io.postern.proxy.cancel;

import org.jspecify.annotations.NullMarked;
