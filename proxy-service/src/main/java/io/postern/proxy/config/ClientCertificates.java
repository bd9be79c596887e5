package io.postern.proxy.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether clients show certificates. They stand beside the token, never instead of it.
 *
 * @param ca PEM of those who sign them; there unless the policy is {@link Policy#NONE}
 */
public record ClientCertificates(Policy policy, Optional<Path> ca) {

    public static final ClientCertificates NONE = new ClientCertificates(Policy.NONE, Optional.empty());

    public enum Policy {
        /** Not asked for. */
        NONE,
        /** Checked if one is given; a bad one fails the handshake. */
        OPTIONAL,
        /** The handshake fails without a good one. */
        REQUIRED
    }

    public ClientCertificates {
        if (ca.isPresent() == (policy == Policy.NONE)) {
            throw new IllegalArgumentException(
                    "listener.tls.clientCa: goes with clientCertificates optional or required, and only with them");
        }
    }
}
