package io.postern.proxy.config;

import java.util.Optional;

/**
 * Where clients connect. Without TLS only loopback clients are served, because the token is a password.
 *
 * @param port 0 takes a free one
 */
public record ListenerSettings(String host, int port, Optional<TlsSettings> tls) {

    public ListenerSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("listener.host: must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("listener.port: must be 0 to 65535, not " + port);
        }
    }
}
