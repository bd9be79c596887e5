package io.postern.identity;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose tokens are believed, and for what.
 *
 * @param issuer the value of {@code iss}, compared exactly; its keys are found by OpenID Connect Discovery 1.0 §4
 * @param audience the value {@code aud} has to contain
 * @param clockSkew how far the issuer's clock may differ, up to {@link #MAX_CLOCK_SKEW}
 * @param jwksUri where the keys are; discovered from the issuer if empty
 */
public record OidcSettings(URI issuer, String audience, Duration clockSkew, Optional<URI> jwksUri) {

    public static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException naming the component that is wrong */
    public OidcSettings {
        requireHttp("issuer", issuer);
        if (issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
            throw new IllegalArgumentException("issuer: has a query or fragment");
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException("audience: is empty");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_CLOCK_SKEW) > 0) {
            throw new IllegalArgumentException("clockSkew: has to be 0 to " + MAX_CLOCK_SKEW.toSeconds() + " seconds");
        }
        jwksUri.ifPresent(uri -> requireHttp("jwksUri", uri));
    }

    /** Discovered keys, 30 seconds of skew. */
    public static OidcSettings of(URI issuer, String audience) {
        return new OidcSettings(issuer, audience, Duration.ofSeconds(30), Optional.empty());
    }

    static void requireHttp(String what, URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
            throw new IllegalArgumentException(what + ": is not an http(s) address");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(what + ": carries a user or password");
        }
    }
}
