package io.postern.audit.config;

import java.util.Set;

import io.postern.identity.OidcSettings;

/**
 * Who may read the log.
 *
 * @param oidc the audience is that of web and API tokens
 * @param clientId of the page at the issuer: a public client with PKCE
 * @param auditorGroups an identity in any of these may read everything
 */
public record AccessSettings(OidcSettings oidc, String clientId, Set<String> auditorGroups) {

    /** @throws IllegalArgumentException naming the key that is wrong */
    public AccessSettings {
        auditorGroups = Set.copyOf(auditorGroups);
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("access.clientId: is empty");
        }
        if (auditorGroups.isEmpty() || auditorGroups.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("access.auditorGroups: needs at least one group, none of them empty");
        }
    }
}
