package io.postern.identity.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One sign-in under way, kept in the browser's own short-lived cookie.
 *
 * @param state ties the callback to this browser (RFC 6749 §10.12)
 * @param nonce ties the id_token to this attempt (OpenID Connect Core §3.1.2.1)
 * @param codeVerifier RFC 7636 §4.1
 */
record SignInAttempt(String state, String nonce, String codeVerifier, Instant startedAt, String returnPath) {

    static final Duration MAX_AGE = Duration.ofMinutes(10);

    private static final Pattern COOKIE = Pattern.compile(
            "([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{1,2000})");

    static SignInAttempt start(SecureRandom random, Instant now, String returnPath) {
        return new SignInAttempt(random(random), random(random), random(random), now, returnPath);
    }

    static Optional<SignInAttempt> fromCookie(@Nullable String value, Instant now) {
        Matcher parts = COOKIE.matcher(value == null ? "" : value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant startedAt = Instant.ofEpochSecond(Long.parseLong(parts.group(4)));
        if (now.isAfter(startedAt.plus(MAX_AGE)) || startedAt.isAfter(now.plus(MAX_AGE))) {
            return Optional.empty();
        }
        try {
            String path = new String(Base64.getUrlDecoder().decode(parts.group(5)), StandardCharsets.US_ASCII);
            return Optional.of(new SignInAttempt(
                    parts.group(1), parts.group(2), parts.group(3), startedAt, ReturnPath.local(path)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String toCookie() {
        return String.join(
                ".",
                state,
                nonce,
                codeVerifier,
                Long.toString(startedAt.getEpochSecond()),
                base64(returnPath.getBytes(StandardCharsets.US_ASCII)));
    }

    /** RFC 7636 §4.2, method S256. */
    String codeChallenge() {
        try {
            return base64(
                    MessageDigest.getInstance("SHA-256").digest(codeVerifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean hasState(String given) {
        return same(state, given);
    }

    boolean hasNonce(String given) {
        return same(nonce, given);
    }

    @Override
    public String toString() {
        return "SignInAttempt[startedAt=" + startedAt + "]";
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String random(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
