package io.postern.proxy.statement;

import java.util.List;

import io.postern.identity.Identity;

/**
 * Who is connected, to what, from where. Fixed for the life of the session.
 *
 * @param id unique, on every fact of the session
 * @param role the database role that the identity was mapped to
 * @param searchPath the schemas in which names are looked up, after pg_catalog
 */
public record Session(
        String id, Identity identity, String database, String role, List<String> searchPath, ClientOrigin origin) {

    public Session {
        searchPath = List.copyOf(searchPath);
    }

    /** Where the client is. */
    public record ClientOrigin(String address, String applicationName, boolean encrypted) {}
}
