package io.postern.deploy.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.postern.identity.OidcSettings;

/** {@code identity}: the issuer, and what its tokens must be made for. */
record IdentitySection(
        URI issuer, String audience, String clientId, Duration clockSkew, Optional<URI> jwksUri, boolean development) {

    static IdentitySection read(Section section) {
        IdentitySection identity = new IdentitySection(
                section.uri("issuer"),
                section.text("audience", "postern"),
                section.text("clientId", "postern-web"),
                section.duration("clockSkew", Duration.ofSeconds(30)),
                section.optionalUri("jwksUri"),
                section.flag("development", false));
        section.rejectUnknownKeys();
        return identity;
    }

    OidcSettings wire() {
        return new OidcSettings(issuer, audience, clockSkew, jwksUri);
    }

    OidcSettings web() {
        return new OidcSettings(issuer, clientId, clockSkew, jwksUri);
    }

    IdentitySettings settings() {
        return new IdentitySettings(wire(), web(), clientId, development);
    }
}
