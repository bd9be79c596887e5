package io.postern.proxy.cancel;

import io.postern.pgwire.CancelRequest;

/** The way to the other proxies. Thread-safe; never blocks. */
public interface CancelForwarding {

    /** Tells every proxy; nothing comes back. */
    void forward(CancelRequest request);
}
