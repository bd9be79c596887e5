package io.postern.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Codes given out and not yet redeemed: good once and for a minute; beyond the bound the oldest is dropped. */
final class AuthorizationCodes {

    private static final int MAX_OPEN = 1000;
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    record Grant(AuthorizationRequest request, DevUser user, Instant expiresAt) {}

    private final Map<String, Grant> open = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    AuthorizationCodes(Clock clock) {
        this.clock = clock;
    }

    synchronized String issue(AuthorizationRequest request, DevUser user) {
        if (open.size() >= MAX_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(code, new Grant(request, user, clock.instant().plus(LIFETIME)));
        return code;
    }

    /** Uses the code up, whether or not the rest fits. */
    synchronized Optional<Grant> redeem(String code, String clientId, String redirectUri, String codeVerifier) {
        return Optional.ofNullable(open.remove(code))
                .filter(grant -> clock.instant().isBefore(grant.expiresAt()))
                .filter(grant -> grant.request().clientId().equals(clientId))
                .filter(grant -> grant.request().redirectUri().toString().equals(redirectUri))
                .filter(grant -> grant.request().codeChallenge().equals(challenge(codeVerifier)));
    }

    private static String challenge(String codeVerifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(codeVerifier.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
