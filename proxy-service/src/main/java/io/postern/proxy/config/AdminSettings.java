package io.postern.proxy.config;

/**
 * Where the proxy answers those who run it: health, readiness, metrics. Without TLS and without a login, so for loopback or
 * a network of its own.
 *
 * @param port 0 takes a free one
 */
public record AdminSettings(String host, int port) {

    public static final int DEFAULT_PORT = 8483;

    public AdminSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("admin.host: must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("admin.port: must be 0 to 65535, not " + port);
        }
    }

    public static AdminSettings defaults() {
        return new AdminSettings("127.0.0.1", DEFAULT_PORT);
    }
}
