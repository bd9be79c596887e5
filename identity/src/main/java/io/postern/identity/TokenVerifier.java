package io.postern.identity;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

/**
 * Verifies tokens of one issuer for one audience: signature by a key of the issuer's published set (RFC 7515; only
 * RS256, PS256 and ES256, so neither {@code none} nor a shared secret), then {@code iss}, {@code aud}, {@code exp},
 * {@code nbf}, {@code iat}, {@code sub} and {@code groups} (RFC 7519 §4.1).
 *
 * <p>The key set is kept for {@link #KEYS_TTL}, fetched early when a token names an unknown key (at most twice in
 * {@link #KEYS_MIN_INTERVAL}), and outlives an issuer that cannot be reached by {@link #OUTAGE_TOLERANCE}.
 *
 * <p>Safe for use by several threads.
 */
public final class TokenVerifier {

    /** Longer tokens are rejected before they are looked at. */
    public static final int MAX_TOKEN_CHARS = 16 * 1024;

    public static final Duration KEYS_TTL = Duration.ofMinutes(5);
    public static final Duration KEYS_MIN_INTERVAL = Duration.ofSeconds(10);
    public static final Duration OUTAGE_TOLERANCE = Duration.ofHours(1);

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final Set<@Nullable JOSEObjectType> TYPES =
            new HashSet<>(Arrays.asList(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);

    private final OidcSettings settings;
    private final Clock clock;
    private final DefaultJWTProcessor<SecurityContext> signatures;

    private TokenVerifier(OidcSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        signatures = new DefaultJWTProcessor<>();
        signatures.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        signatures.setJWSTypeVerifier((type, context) -> {});
        signatures.setJWTClaimsSetVerifier((claims, context) -> {});
    }

    /** Does not contact the issuer yet. */
    public static TokenVerifier create(OidcSettings settings) {
        if ("http".equals(settings.issuer().getScheme().toLowerCase(Locale.ROOT))
                && !isLoopback(settings.issuer().getHost())) {
            LOG.atWarn()
                    .addKeyValue("issuer", settings.issuer())
                    .log("the issuer's keys are fetched without TLS: whoever can change that traffic can be anybody");
        }
        return create(settings, new IssuerKeys(IssuerClient.create(settings)), Clock.systemUTC());
    }

    static TokenVerifier create(OidcSettings settings, JWKSetSource<SecurityContext> keys, Clock clock) {
        return new TokenVerifier(settings, IssuerKeys.cached(keys), clock);
    }

    /** What came of a token. */
    public sealed interface Result permits Verified, Rejected {}

    /** @param expiresAt the token's own {@code exp}, without skew */
    public record Verified(Identity identity, Instant expiresAt) implements Result {}

    /** @param detail for the log: names what is wrong and never holds the token or a value from it */
    public record Rejected(Reason reason, String detail) implements Result {}

    public enum Reason {
        /** Not a signed token in compact form, or too long. */
        MALFORMED,
        /** Signed in a way that is not accepted, or not at all. */
        ALGORITHM,
        /** No key of the issuer made this signature. */
        SIGNATURE,
        ISSUER,
        AUDIENCE,
        EXPIRED,
        NOT_YET_VALID,
        /** A required claim is missing, or one has the wrong form. */
        CLAIM,
        /** The issuer's keys cannot be had right now; the token may be good. */
        KEYS_UNAVAILABLE
    }

    /** Blocking: may fetch the issuer's keys. Never throws for what is in the token. */
    public Result verify(String token) {
        if (token.length() > MAX_TOKEN_CHARS) {
            return new Rejected(Reason.MALFORMED, "longer than " + MAX_TOKEN_CHARS + " characters");
        }
        try {
            JWT parsed = JWTParser.parse(token);
            if (!(parsed instanceof SignedJWT signed)
                    || !ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
                return new Rejected(Reason.ALGORITHM, "not signed with RS256, PS256 or ES256");
            }
            if (!TYPES.contains(signed.getHeader().getType())) {
                return new Rejected(Reason.MALFORMED, "not a token type that is accepted");
            }
            return judge(signatures.process(signed, null));
        } catch (ParseException | IllegalArgumentException e) {
            return new Rejected(Reason.MALFORMED, "not a signed token");
        } catch (BadJWTException e) {
            return new Rejected(Reason.MALFORMED, "its claims cannot be read");
        } catch (BadJOSEException e) {
            return new Rejected(Reason.SIGNATURE, "no key of the issuer made this signature");
        } catch (RateLimitReachedException e) {
            return new Rejected(
                    Reason.KEYS_UNAVAILABLE, "made with a key that is not known, and the issuer was asked just now");
        } catch (KeySourceException e) {
            LOG.atWarn()
                    .addKeyValue("issuer", settings.issuer())
                    .addKeyValue("error", rootMessage(e))
                    .log("the issuer's keys cannot be had");
            return new Rejected(Reason.KEYS_UNAVAILABLE, "the issuer's keys cannot be had");
        } catch (JOSEException e) {
            return new Rejected(Reason.SIGNATURE, "the signature cannot be checked");
        }
    }

    private Result judge(JWTClaimsSet claims) {
        Instant now = clock.instant();
        if (!settings.issuer().toString().equals(claims.getIssuer())) {
            return new Rejected(Reason.ISSUER, "made by another issuer");
        }
        if (!claims.getAudience().contains(settings.audience())) {
            return new Rejected(Reason.AUDIENCE, "made for another audience than " + settings.audience());
        }
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            return new Rejected(Reason.CLAIM, "has no exp");
        }
        if (!now.isBefore(expires.toInstant().plus(settings.clockSkew()))) {
            return new Rejected(Reason.EXPIRED, "expired");
        }
        if (isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now)) {
            return new Rejected(Reason.NOT_YET_VALID, "not valid yet");
        }
        return identify(claims, expires.toInstant());
    }

    private Result identify(JWTClaimsSet claims, Instant expiresAt) {
        String subject = claims.getSubject();
        if (subject == null) {
            return new Rejected(Reason.CLAIM, "has no sub");
        }
        Object groups = claims.getClaim("groups");
        Set<String> names = new HashSet<>();
        if (groups instanceof List<?> list) {
            for (Object name : list) {
                if (!(name instanceof String text)) {
                    return new Rejected(Reason.CLAIM, "groups is not an array of strings");
                }
                names.add(text);
            }
        } else if (groups != null || claims.getClaims().containsKey("groups")) {
            return new Rejected(Reason.CLAIM, "groups is not an array of strings");
        }
        try {
            return new Verified(new Identity(settings.issuer().toString(), subject, names), expiresAt);
        } catch (IllegalArgumentException e) {
            return new Rejected(Reason.CLAIM, String.valueOf(e.getMessage()));
        }
    }

    private boolean isAhead(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(settings.clockSkew()));
    }

    private static boolean isLoopback(String host) {
        return Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
    }

    private static String rootMessage(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
