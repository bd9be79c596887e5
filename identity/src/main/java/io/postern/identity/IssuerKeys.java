package io.postern.identity;

import java.io.IOException;
import java.text.ParseException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;

/** Fetches the issuer's key set at each call; {@link #cached} puts memory in front. */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final long REFRESH_AHEAD_MILLIS = 30_000;
    private static final long REFRESH_TIMEOUT_MILLIS = 25_000;

    private final IssuerClient issuer;

    IssuerKeys(IssuerClient issuer) {
        this.issuer = issuer;
    }

    static JWKSource<SecurityContext> cached(JWKSetSource<SecurityContext> source) {
        ExecutorService refresher = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "issuer-keys");
            thread.setDaemon(true);
            return thread;
        });
        return JWKSourceBuilder.create(source)
                .cache(TokenVerifier.KEYS_TTL.toMillis(), REFRESH_TIMEOUT_MILLIS)
                .refreshAheadCache(REFRESH_AHEAD_MILLIS, null, refresher, false, null, false)
                .rateLimited(TokenVerifier.KEYS_MIN_INTERVAL.toMillis())
                .retrying(true)
                .outageTolerant(TokenVerifier.OUTAGE_TOLERANCE.toMillis())
                .build();
    }

    @Override
    public JWKSet getJWKSet(
            @Nullable JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            return JWKSet.parse(issuer.keys());
        } catch (IOException e) {
            throw new JWKSetUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (ParseException e) {
            throw new JWKSetParseException("the issuer's key set cannot be read", e);
        }
    }

    @Override
    public void close() {}
}
