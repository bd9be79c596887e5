package io.postern.identity;

import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jose.util.JSONObjectUtils;

/**
 * What Postern uses of an issuer's discovery document (OpenID Connect Discovery 1.0 §3).
 *
 * @param authorizationEndpoint empty where the issuer has no sign-in page
 * @param tokenEndpoint empty where the issuer has no code flow
 */
public record IssuerMetadata(
        String issuer, URI jwksUri, Optional<URI> authorizationEndpoint, Optional<URI> tokenEndpoint) {

    /** @throws IllegalArgumentException if the document is not of this issuer, or lacks its keys' address */
    static IssuerMetadata parse(URI expectedIssuer, String document) {
        try {
            Map<String, Object> json = JSONObjectUtils.parse(document);
            String issuer = JSONObjectUtils.getString(json, "issuer");
            if (!expectedIssuer.toString().equals(issuer)) {
                throw new IllegalArgumentException("the discovery document names another issuer");
            }
            URI jwks = endpoint(json, "jwks_uri")
                    .orElseThrow(() -> new IllegalArgumentException("the discovery document has no jwks_uri"));
            return new IssuerMetadata(
                    issuer, jwks, endpoint(json, "authorization_endpoint"), endpoint(json, "token_endpoint"));
        } catch (ParseException e) {
            throw new IllegalArgumentException("the discovery document is not as OpenID Connect has it", e);
        }
    }

    private static Optional<URI> endpoint(Map<String, Object> json, String name) throws ParseException {
        URI uri = JSONObjectUtils.getURI(json, name);
        if (uri == null) {
            return Optional.empty();
        }
        OidcSettings.requireHttp(name, uri);
        return Optional.of(uri);
    }
}
