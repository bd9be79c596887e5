package io.postern.proxy.adapter.netty;

/** Handler names, in the order in which bytes from the peer meet them. */
final class PipelineNames {
    static final String TLS = "tls";
    static final String IDLE = "idle";
    static final String SESSION = "session";
    static final String TLS_REQUEST = "tls-request";
    static final String HANDSHAKE = "handshake";
    static final String RELAY = "relay";

    private PipelineNames() {}
}
