package io.postern.proxy.config;

/**
 * The server that has a database.
 *
 * @param database what the server calls it
 */
public record DatabaseServer(String host, int port, String database, DatabaseTls tls, PasswordExchange passwords) {

    public DatabaseServer {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: must not be blank");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: must be 1 to 65535, not " + port);
        }
        if (passwords == PasswordExchange.MD5 && !tls.mode().verifies() && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "authentication: md5 needs tls verify-ca or verify-full, except on loopback");
        }
    }

    /** In clear, with SCRAM-SHA-256: for a server on this machine. */
    public static DatabaseServer inClear(String host, int port, String database) {
        return new DatabaseServer(host, port, database, DatabaseTls.disabled(), PasswordExchange.SCRAM_SHA_256);
    }

    /** By its spelling; names other than localhost are not looked up. */
    public static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1");
    }
}
