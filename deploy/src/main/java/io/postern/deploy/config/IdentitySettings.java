package io.postern.deploy.config;

import io.postern.identity.OidcSettings;

/**
 * Whose tokens count.
 *
 * @param wire for tokens that are given as the password of a database connection
 * @param web for the pages and the REST interfaces, whose audience is the client id
 * @param clientId the public OIDC client under which the pages sign people in
 * @param development the issuer is the demo's, which gives tokens to whoever asks
 */
public record IdentitySettings(OidcSettings wire, OidcSettings web, String clientId, boolean development) {}
