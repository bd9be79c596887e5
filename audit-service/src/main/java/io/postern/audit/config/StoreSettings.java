package io.postern.audit.config;

import java.util.Locale;

import io.postern.identity.Secret;

/**
 * The PostgreSQL database of the store.
 *
 * @param jdbcUrl as pgjdbc takes it, {@code jdbc:postgresql://host:port/database}, without a password
 */
public record StoreSettings(String jdbcUrl, String user, Secret password) {

    /** @throws IllegalArgumentException naming the key that is wrong */
    public StoreSettings {
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("store.jdbcUrl: is not like jdbc:postgresql://host:5432/database");
        }
        if (jdbcUrl.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException("store.jdbcUrl: holds a password; give store.password instead");
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("store.user: is empty");
        }
    }
}
