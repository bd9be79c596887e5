package io.postern.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;

import io.postern.identity.TokenVerifier.Reason;
import io.postern.identity.TokenVerifier.Rejected;
import io.postern.identity.TokenVerifier.Verified;

class TokenVerifierTest {

    private static final RSAKey KEY = TestTokens.rsaKey("k1");
    private static final RSAKey OTHER_KEY = TestTokens.rsaKey("k2");
    private static final RSAKey IMPOSTOR = TestTokens.rsaKey("k1");
    private static final ECKey EC_KEY = TestTokens.ecKey("k3");
    private static final OidcSettings SETTINGS = new OidcSettings(
            URI.create(TestTokens.ISSUER), TestTokens.AUDIENCE, Duration.ofSeconds(30), Optional.empty());

    private final Keys keys = new Keys(KEY, EC_KEY);
    private final TokenVerifier verifier =
            TokenVerifier.create(SETTINGS, keys, Clock.fixed(TestTokens.NOW, ZoneOffset.UTC));

    static Stream<Arguments> goodTokens() {
        return Stream.of(
                arguments("plain", TestTokens.token(KEY, c -> {})),
                arguments("elliptic curve", TestTokens.token(EC_KEY, c -> {})),
                arguments(
                        "probabilistic signature",
                        TestTokens.sign(
                                new JWSHeader.Builder(JWSAlgorithm.PS256)
                                        .keyID("k1")
                                        .build(),
                                TestTokens.claims().build(),
                                TestTokens.signer(KEY))),
                arguments("typed JWT", typed("JWT")),
                arguments("typed at+jwt", typed("at+jwt")),
                arguments("several audiences", TestTokens.token(KEY, c -> c.audience(List.of("x", "postern")))),
                arguments("expired within the skew", TestTokens.token(KEY, c -> c.expirationTime(at(-29)))),
                arguments("not before within the skew", TestTokens.token(KEY, c -> c.notBeforeTime(at(30)))),
                arguments(
                        "without kid", TestTokens.sign(KEY, TestTokens.claims().build(), h -> h.keyID(null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodTokens")
    void goodTokenGivesIdentity(String description, String token) {
        assertThat(verifier.verify(token))
                .as(description)
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.identity())
                                .isEqualTo(new Identity(TestTokens.ISSUER, "ada", Set.of("agents", "analysts"))));
    }

    static Stream<Arguments> badTokens() throws JOSEException {
        JWTClaimsSet claims = TestTokens.claims().build();
        String good = TestTokens.token(KEY, c -> {});
        String[] parts = good.split("\\.", -1);
        byte[] publicKey = KEY.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
        return Stream.of(
                arguments(Reason.ALGORITHM, "alg none", new PlainJWT(claims).serialize()),
                arguments(Reason.MALFORMED, "signature cut off", parts[0] + "." + parts[1] + "."),
                arguments(
                        Reason.MALFORMED,
                        "alg none with a signature",
                        base64("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]),
                arguments(Reason.MALFORMED, "alg NoNe", base64("{\"alg\":\"NoNe\"}") + "." + parts[1] + "."),
                arguments(Reason.ALGORITHM, "HS256 with the public key as secret", mac(claims, publicKey)),
                arguments(
                        Reason.ALGORITHM,
                        "HS256 with the public key's PEM as secret",
                        mac(claims, pem.getBytes(StandardCharsets.US_ASCII))),
                arguments(
                        Reason.ALGORITHM,
                        "RS512",
                        TestTokens.sign(
                                new JWSHeader.Builder(JWSAlgorithm.RS512)
                                        .keyID("k1")
                                        .build(),
                                claims,
                                TestTokens.signer(KEY))),
                arguments(Reason.SIGNATURE, "key of another party under our kid", TestTokens.token(IMPOSTOR, c -> {})),
                arguments(Reason.SIGNATURE, "unknown kid", TestTokens.token(OTHER_KEY, c -> {})),
                arguments(
                        Reason.SIGNATURE,
                        "own key in the header",
                        TestTokens.sign(IMPOSTOR, claims, h -> h.jwk(IMPOSTOR.toPublicJWK()))),
                arguments(
                        Reason.SIGNATURE,
                        "own key set named in the header",
                        TestTokens.sign(IMPOSTOR, claims, h -> h.jwkURL(URI.create("https://evil.example/keys")))),
                arguments(
                        Reason.SIGNATURE,
                        "claims changed after signing",
                        parts[0] + "."
                                + base64(TestTokens.claims()
                                        .subject("admin")
                                        .build()
                                        .toString()) + "." + parts[2]),
                arguments(
                        Reason.SIGNATURE,
                        "critical header that is not understood",
                        TestTokens.sign(
                                KEY,
                                claims,
                                h -> h.criticalParams(Set.of("x-y")).customParam("x-y", 1))),
                arguments(Reason.MALFORMED, "another token type", typed("logout+jwt")),
                arguments(Reason.ISSUER, "another issuer", changed(c -> c.issuer("https://evil.example"))),
                arguments(Reason.ISSUER, "issuer with a slash", changed(c -> c.issuer(TestTokens.ISSUER + "/"))),
                arguments(Reason.ISSUER, "no issuer", changed(c -> c.issuer(null))),
                arguments(Reason.AUDIENCE, "another audience", changed(c -> c.audience("postern-web"))),
                arguments(Reason.AUDIENCE, "no audience", changed(c -> c.audience((String) null))),
                arguments(Reason.EXPIRED, "expired", changed(c -> c.expirationTime(at(-30)))),
                arguments(Reason.CLAIM, "no exp", changed(c -> c.expirationTime(null))),
                arguments(Reason.NOT_YET_VALID, "not before", changed(c -> c.notBeforeTime(at(31)))),
                arguments(Reason.NOT_YET_VALID, "issued in the future", changed(c -> c.issueTime(at(31)))),
                arguments(Reason.CLAIM, "no sub", changed(c -> c.subject(null))),
                arguments(Reason.CLAIM, "empty sub", changed(c -> c.subject(""))),
                arguments(Reason.CLAIM, "sub with a line end", changed(c -> c.subject("ada\nadmin"))),
                arguments(Reason.CLAIM, "groups as text", changed(c -> c.claim("groups", "admins"))),
                arguments(Reason.CLAIM, "groups as object", changed(c -> c.claim("groups", Map.of("admins", true)))),
                arguments(Reason.CLAIM, "groups with a number", changed(c -> c.claim("groups", List.of("a", 1)))),
                arguments(Reason.CLAIM, "groups with null", changed(c -> c.claim("groups", Arrays.asList("a", null)))),
                arguments(Reason.CLAIM, "too many groups", changed(c -> c.claim("groups", manyGroups()))),
                arguments(Reason.MALFORMED, "exp as text", raw("{\"iss\":\"x\",\"exp\":\"tomorrow\"}")),
                arguments(Reason.MALFORMED, "sub as object", raw("{\"sub\":{\"a\":1}}")),
                arguments(Reason.ISSUER, "claims that are no object", raw("[]")),
                arguments(Reason.MALFORMED, "deeply nested claims", raw("{\"a\":" + "[".repeat(5000) + "}")),
                arguments(Reason.MALFORMED, "nothing", ""),
                arguments(Reason.MALFORMED, "one word", "password"),
                arguments(Reason.MALFORMED, "dots", ".."),
                arguments(Reason.MALFORMED, "four parts", good + ".x"),
                arguments(Reason.MALFORMED, "binary", "\0\uffff\ud800." + parts[1] + "." + parts[2]),
                arguments(Reason.MALFORMED, "huge", good + "x".repeat(TokenVerifier.MAX_TOKEN_CHARS)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("badTokens")
    void badTokenIsRejectedWithReasonAndWithoutRepeatingIt(Reason reason, String description, String token) {
        assertThat(verifier.verify(token)).as(description).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.detail()).isNotBlank().doesNotContain("evil", "admin");
        });
    }

    @Test
    void absentGroupsAreNoGroups() {
        assertThat(verifier.verify(TestTokens.token(KEY, c -> c.claim("groups", null))))
                .isInstanceOfSatisfying(
                        Verified.class, v -> assertThat(v.identity().groups()).isEmpty());
    }

    @Test
    void expiryIsTheTokensOwn() {
        assertThat(verifier.verify(TestTokens.token(KEY, c -> c.expirationTime(at(90)))))
                .isInstanceOfSatisfying(
                        Verified.class, v -> assertThat(v.expiresAt()).isEqualTo(TestTokens.NOW.plusSeconds(90)));
    }

    @Test
    void newKeyOfTheIssuerIsFoundWhenTokenNamesIt() {
        assertThat(verifier.verify(TestTokens.token(KEY, c -> {}))).isInstanceOf(Verified.class);

        keys.publish(KEY, OTHER_KEY);

        assertThat(verifier.verify(TestTokens.token(OTHER_KEY, c -> {}))).isInstanceOf(Verified.class);
        assertThat(verifier.verify(TestTokens.token(KEY, c -> {}))).isInstanceOf(Verified.class);
    }

    @Test
    void unknownKeysDoNotMakeUsAskTheIssuerEachTime() {
        for (int i = 0; i < 20; i++) {
            assertThat(verifier.verify(TestTokens.token(OTHER_KEY, c -> {}))).isInstanceOf(Rejected.class);
        }

        assertThat(keys.fetches).isLessThanOrEqualTo(3);
        assertThat(verifier.verify(TestTokens.token(KEY, c -> {}))).isInstanceOf(Verified.class);
    }

    @Test
    void issuerThatWentAwayLeavesItsKeysUsable() {
        assertThat(verifier.verify(TestTokens.token(KEY, c -> {}))).isInstanceOf(Verified.class);

        keys.goAway();

        assertThat(verifier.verify(TestTokens.token(KEY, c -> {}))).isInstanceOf(Verified.class);
        assertThat(verifier.verify(TestTokens.token(OTHER_KEY, c -> {}))).isInstanceOf(Rejected.class);
    }

    @Test
    void issuerThatNeverAnsweredIsTheReason() {
        keys.goAway();

        assertThat(verifier.verify(TestTokens.token(KEY, c -> {})))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.KEYS_UNAVAILABLE));
    }

    @Test
    void noChangedTokenIsVerifiedAndNoneMakesItThrow() {
        String good = TestTokens.token(EC_KEY, c -> {});
        long seed = 20261120;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder changed = new StringBuilder(good);
            int changes = 1 + random.nextInt(3);
            for (int c = 0; c < changes; c++) {
                int at = random.nextInt(changed.length());
                switch (random.nextInt(3)) {
                    case 0 -> changed.setCharAt(at, (char) (0x20 + random.nextInt(0x5f)));
                    case 1 -> changed.deleteCharAt(at);
                    default -> changed.insert(at, (char) random.nextInt(0x100));
                }
            }
            String token = changed.toString();
            TokenVerifier.Result result = verifier.verify(token);
            if (!sameBytes(good, token)) {
                assertThat(result).as("seed %d, round %d", seed, i).isInstanceOf(Rejected.class);
            }
        }
    }

    /** The last character of a part has bits that decode to nothing. */
    private static boolean sameBytes(String one, String other) {
        return decoded(one).equals(decoded(other));
    }

    private static List<String> decoded(String token) {
        return Stream.of(token.split("\\.", -1))
                .map(part -> new Base64URL(part).decode())
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static String changed(Consumer<JWTClaimsSet.Builder> change) {
        return TestTokens.token(KEY, change);
    }

    private static String typed(String type) {
        return TestTokens.sign(KEY, TestTokens.claims().build(), h -> h.type(new JOSEObjectType(type)));
    }

    private static String mac(JWTClaimsSet claims, byte[] secret) throws JOSEException {
        return TestTokens.sign(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims, new MACSigner(secret));
    }

    /** Well signed, whatever the payload. */
    private static String raw(String payload) {
        try {
            JWSObject token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), new Payload(payload));
            token.sign(TestTokens.signer(KEY));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> manyGroups() {
        return IntStream.rangeClosed(0, Identity.MAX_GROUPS)
                .mapToObj(i -> "g" + i)
                .collect(Collectors.toList());
    }

    private static Date at(int secondsFromNow) {
        Instant time = TestTokens.NOW.plusSeconds(secondsFromNow);
        return Date.from(time);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An issuer's key set without the network. */
    private static final class Keys implements JWKSetSource<SecurityContext> {

        private @Nullable JWKSet published;
        private int fetches;

        Keys(JWK... keys) {
            publish(keys);
        }

        synchronized void publish(JWK... keys) {
            published = new JWKSet(Stream.of(keys).map(JWK::toPublicJWK).toList());
        }

        synchronized void goAway() {
            published = null;
        }

        @Override
        public synchronized JWKSet getJWKSet(
                @Nullable JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
                throws KeySourceException {
            fetches++;
            if (published == null) {
                throw new JWKSetUnavailableException("away");
            }
            return published;
        }

        @Override
        public void close() {}
    }
}
