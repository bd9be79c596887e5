package io.postern.proxy.config;

import java.util.Optional;

import io.postern.identity.Secret;

/**
 * A database role and what it logs in with: a password, a client certificate, or both where the server wants both.
 *
 * @param password where it is kept
 */
public record RoleCredential(String role, Optional<Secret> password, Optional<CertificateFiles> certificate) {

    public RoleCredential {
        if (role.isBlank()) {
            throw new IllegalArgumentException("role: must not be blank");
        }
        if (password.isEmpty() && certificate.isEmpty()) {
            throw new IllegalArgumentException("role " + role + ": has neither a password nor a certificate");
        }
    }

    public RoleCredential(String role, Secret password) {
        this(role, Optional.of(password), Optional.empty());
    }

    public RoleCredential(String role, CertificateFiles certificate) {
        this(role, Optional.empty(), Optional.of(certificate));
    }
}
