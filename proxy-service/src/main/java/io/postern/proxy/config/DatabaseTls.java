package io.postern.proxy.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards a database. There is no "prefer": what an attacker can turn off protects from nobody.
 *
 * @param ca PEM of those who sign the server's certificate; for {@link Mode#VERIFY_FULL} without one, the Java runtime's
 *     own. Only for the modes that verify
 * @param certificate shown to the server where it asks, by roles that have none of their own; not without TLS
 */
public record DatabaseTls(Mode mode, Optional<Path> ca, Optional<CertificateFiles> certificate) {

    public enum Mode {
        /** In clear; the password exchange alone is protected. */
        DISABLE,
        /** Encrypted, towards whoever answers. */
        REQUIRE,
        /** Towards any server with a certificate of the CA. */
        VERIFY_CA,
        /** Towards the server whose certificate has the configured host. */
        VERIFY_FULL;

        /** Whether the server's certificate is checked. */
        public boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_FULL;
        }
    }

    public DatabaseTls {
        if (ca.isPresent() && !mode.verifies()) {
            throw new IllegalArgumentException("ca: only tls verify-ca and verify-full check the server's certificate");
        }
        if (ca.isEmpty() && mode == Mode.VERIFY_CA) {
            throw new IllegalArgumentException("ca: tls verify-ca needs one, or a certificate for any host would do");
        }
        if (certificate.isPresent() && mode == Mode.DISABLE) {
            throw new IllegalArgumentException("clientCertificate: cannot be shown with tls disable");
        }
    }

    public static DatabaseTls disabled() {
        return new DatabaseTls(Mode.DISABLE, Optional.empty(), Optional.empty());
    }

    /** The server's certificate must be by this CA and name the configured host. */
    public static DatabaseTls verified(Path ca) {
        return new DatabaseTls(Mode.VERIFY_FULL, Optional.of(ca), Optional.empty());
    }
}
