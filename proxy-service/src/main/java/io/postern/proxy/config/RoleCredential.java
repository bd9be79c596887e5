package io.postern.proxy.config;

import io.postern.identity.Secret;

/** A database role and where its password is kept. */
public record RoleCredential(String role, Secret password) {

    public RoleCredential {
        if (role.isBlank()) {
            throw new IllegalArgumentException("role: must not be blank");
        }
    }
}
