package io.postern.proxy.config;

import java.util.List;
import java.util.Optional;

/**
 * A database behind the gate.
 *
 * @param name what clients call it
 * @param database what the server calls it
 * @param searchPath pinned for every session, in this order; pg_catalog is searched first as always
 * @param roles what admissions may map identities to
 * @param catalogReader reads pg_catalog, nothing else
 */
public record DatabaseTarget(
        String name,
        String host,
        int port,
        String database,
        List<String> searchPath,
        List<RoleCredential> roles,
        RoleCredential catalogReader) {

    public DatabaseTarget {
        searchPath = List.copyOf(searchPath);
        roles = List.copyOf(roles);
        if (name.isBlank()) {
            throw new IllegalArgumentException("databases.name: must not be blank");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("databases." + name + ".port: must be 1 to 65535, not " + port);
        }
        for (String schema : searchPath) {
            if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
                throw new IllegalArgumentException(
                        "databases." + name + ".searchPath: schemas are plain lower-case names");
            }
        }
    }

    /** The credential of a role, if this database has it. */
    public Optional<RoleCredential> role(String role) {
        return roles.stream()
                .filter(credential -> credential.role().equals(role))
                .findFirst();
    }
}
