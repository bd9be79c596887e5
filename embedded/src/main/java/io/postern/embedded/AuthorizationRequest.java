package io.postern.embedded;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request to sign somebody in (RFC 6749 §4.1.1, RFC 7636 §4.3).
 *
 * @param codeChallenge SHA-256 of the verifier, base64url
 */
record AuthorizationRequest(
        String clientId, URI redirectUri, String state, Optional<String> nonce, String codeChallenge) {

    private static final Set<String> LOOPBACK_NAMES = Set.of(Ports.LOOPBACK, "localhost");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int MAX_CHARS = 2000;

    /** @throws IllegalArgumentException saying which parameter is wrong */
    static AuthorizationRequest parse(Map<String, String> parameters) {
        if (!"code".equals(parameters.get("response_type"))) {
            throw new IllegalArgumentException("response_type has to be code");
        }
        if (!"S256".equals(parameters.get("code_challenge_method"))
                || !CHALLENGE
                        .matcher(parameters.getOrDefault("code_challenge", ""))
                        .matches()) {
            throw new IllegalArgumentException("PKCE is required: code_challenge with code_challenge_method S256");
        }
        return new AuthorizationRequest(
                required(parameters, "client_id"),
                redirectUri(required(parameters, "redirect_uri")),
                required(parameters, "state"),
                Optional.ofNullable(parameters.get("nonce")),
                parameters.getOrDefault("code_challenge", ""));
    }

    /** The same request as form fields. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", redirectUri.toString());
        parameters.put("state", state);
        nonce.ifPresent(value -> parameters.put("nonce", value));
        parameters.put("code_challenge", codeChallenge);
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    private static URI redirectUri(String text) {
        try {
            URI uri = new URI(text);
            if ("http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && LOOPBACK_NAMES.contains(uri.getHost())
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw elsewhere();
        }
        throw elsewhere();
    }

    private static IllegalArgumentException elsewhere() {
        return new IllegalArgumentException("redirect_uri has to be http on 127.0.0.1 or localhost, without a query");
    }

    private static String required(Map<String, String> parameters, String name) {
        String value = parameters.getOrDefault(name, "");
        if (value.isEmpty() || value.length() > MAX_CHARS) {
            throw new IllegalArgumentException(name + " is missing or too long");
        }
        return value;
    }
}
