package io.postern.proxy.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A database behind the gate.
 *
 * @param name what clients call it
 * @param searchPath pinned for every session, in this order; pg_catalog is searched first as always
 * @param roles what admissions may map identities to
 * @param catalogReader reads pg_catalog, nothing else
 */
public record DatabaseTarget(
        String name,
        DatabaseServer server,
        List<String> searchPath,
        List<RoleCredential> roles,
        RoleCredential catalogReader) {

    public DatabaseTarget {
        searchPath = List.copyOf(searchPath);
        roles = List.copyOf(roles);
        if (name.isBlank()) {
            throw new IllegalArgumentException("databases.name: must not be blank");
        }
        for (String schema : searchPath) {
            if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
                throw new IllegalArgumentException(
                        "databases." + name + ".searchPath: schemas are plain lower-case names");
            }
        }
        boolean certificates = Stream.concat(roles.stream(), Stream.of(catalogReader))
                .anyMatch(credential -> credential.certificate().isPresent());
        if (certificates && !server.tls().mode().verifies()) {
            throw new IllegalArgumentException(
                    "databases." + name + ".tls: must be verify-ca or verify-full for roles with a certificate");
        }
    }

    /** The credential of a role, if this database has it. */
    public Optional<RoleCredential> role(String role) {
        return roles.stream()
                .filter(credential -> credential.role().equals(role))
                .findFirst();
    }
}
