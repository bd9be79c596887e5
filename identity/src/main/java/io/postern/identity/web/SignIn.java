package io.postern.identity.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;

import io.postern.identity.Identity;
import io.postern.identity.IssuerClient;
import io.postern.identity.IssuerMetadata;
import io.postern.identity.TokenVerifier;
import io.postern.identity.TokenVerifier.Rejected;
import io.postern.identity.TokenVerifier.Verified;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Sign-in by OpenID Connect's authorization code flow with PKCE (RFC 7636, S256), and the check of every later request.
 *
 * <p>Routes: {@code GET /sign-in?return=/path}, {@code GET /sign-in/callback}, {@code POST /sign-out}. The verified
 * id_token is kept in an HttpOnly, SameSite=Lax cookie until it expires and is verified again at each request. APIs take
 * the same token as {@code Authorization: Bearer}.
 *
 * <p>A request that changes state on the strength of the cookie has to come from the service's own pages (Fetch Metadata
 * or {@code Origin}) and carry {@code Content-Type: application/json}; one with a Bearer token does not.
 *
 * <p>Verification and all talk with the issuer run on Vert.x worker threads.
 */
public final class SignIn {

    static final String PATH = "/sign-in";
    static final String CALLBACK_PATH = PATH + "/callback";

    /** Browsers drop larger cookies (RFC 6265 §6.1), name and attributes included. */
    static final int MAX_COOKIE_TOKEN_CHARS = 3800;

    private static final int MAX_CODE_CHARS = 2048;
    private static final String IDENTITY = "io.postern.identity";
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final Vertx vertx;
    private final SignInSettings settings;
    private final TokenVerifier verifier;
    private final IssuerClient issuer;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();

    private SignIn(Vertx vertx, SignInSettings settings, TokenVerifier verifier) {
        this.vertx = vertx;
        this.settings = settings;
        this.verifier = verifier;
        this.issuer = IssuerClient.create(settings.oidc());
    }

    /** @param verifier for tokens whose audience is the client id */
    public static SignIn create(Vertx vertx, SignInSettings settings, TokenVerifier verifier) {
        return new SignIn(vertx, settings, verifier);
    }

    /** Adds the routes named above. */
    public void mount(Router router) {
        String style = resource("style.css");
        router.get(PATH + "/style.css")
                .handler(ctx -> ctx.response()
                        .putHeader("Content-Type", "text/css; charset=utf-8")
                        .putHeader("Cache-Control", "max-age=3600")
                        .end(style));
        router.get(PATH).handler(this::onSignIn);
        router.get(CALLBACK_PATH).handler(this::onCallback);
        router.post("/sign-out").handler(this::onSignOut);
    }

    /**
     * Lets signed-in requests pass, with their {@link #identity}. Otherwise: 401 as JSON below {@code /api}, a redirect to
     * the sign-in for other GETs. A cookie request that changes state from elsewhere is answered 403.
     */
    public Handler<RoutingContext> required() {
        return this::onProtected;
    }

    /** @throws IllegalStateException where {@link #required} has not let this request pass */
    public static Identity identity(RoutingContext ctx) {
        Identity identity = ctx.get(IDENTITY);
        if (identity == null) {
            throw new IllegalStateException("the route is not protected by required()");
        }
        return identity;
    }

    private void onProtected(RoutingContext ctx) {
        String authorization = ctx.request().getHeader("Authorization");
        if (authorization != null) {
            Optional<String> bearer = bearer(authorization);
            if (bearer.isPresent()) {
                verify(ctx, bearer.get(), true);
            } else {
                onNotSignedIn(ctx);
            }
            return;
        }
        Cookie cookie = ctx.request().getCookie(sessionCookie());
        if (cookie == null) {
            onNotSignedIn(ctx);
            return;
        }
        if (SameOrigin.changesState(ctx.request())
                && !(SameOrigin.isSameOrigin(ctx.request(), settings.publicUrl())
                        && SameOrigin.isJson(ctx.request()))) {
            Answers.refuse(
                    ctx,
                    403,
                    "cross_site",
                    "A change needs a request of this site's own pages with content type application/json,"
                            + " or a Bearer token.");
            return;
        }
        verify(ctx, cookie.getValue(), false);
    }

    private void verify(RoutingContext ctx, String token, boolean isBearer) {
        if (!ctx.request().isEnded()) {
            ctx.request().pause();
        }
        vertx.executeBlocking(() -> verifier.verify(token), false).onComplete(done -> {
            if (!ctx.request().isEnded()) {
                ctx.request().resume();
            }
            if (done.failed()) {
                ctx.fail(done.cause());
            } else if (done.result() instanceof Verified verified) {
                ctx.put(IDENTITY, verified.identity());
                ctx.next();
            } else {
                if (isBearer) {
                    ctx.response().putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
                }
                onNotSignedIn(ctx);
            }
        });
    }

    private static void onNotSignedIn(RoutingContext ctx) {
        boolean isPage = ctx.request().method().name().equals("GET")
                && !WebSecurity.isApi(ctx)
                && ctx.request().getHeader("Authorization") == null;
        if (isPage) {
            redirect(
                    ctx,
                    PATH + "?return=" + encode(ReturnPath.local(ctx.request().uri())));
        } else {
            if (!ctx.response().headers().contains("WWW-Authenticate")) {
                ctx.response().putHeader("WWW-Authenticate", "Bearer");
            }
            Answers.refuse(ctx, 401, "unauthenticated", "Sign in, or send a valid token as Authorization: Bearer.");
        }
    }

    private void onSignIn(RoutingContext ctx) {
        String returnPath = ReturnPath.local(ctx.request().getParam("return"));
        if (isElsewhere(ctx)) {
            redirect(ctx, settings.publicUrl() + PATH + "?moved=1&return=" + encode(returnPath));
            return;
        }
        SignInAttempt attempt = SignInAttempt.start(random, clock.instant(), returnPath);
        vertx.executeBlocking(() -> authorizationUri(issuer.metadata(), attempt), false)
                .onSuccess(uri -> {
                    ctx.response().addCookie(cookie(attemptCookie(), attempt.toCookie(), SignInAttempt.MAX_AGE));
                    redirect(ctx, uri);
                })
                .onFailure(e -> {
                    LOG.atWarn()
                            .addKeyValue("issuer", settings.oidc().issuer())
                            .addKeyValue("error", e.getMessage())
                            .log("cannot start a sign-in");
                    Answers.page(ctx, 503, "Sign-in unavailable", "The identity provider does not answer. Try again.");
                });
    }

    /** The cookies have to be set for the host the issuer sends the browser back to; one hop at most. */
    private boolean isElsewhere(RoutingContext ctx) {
        var authority = ctx.request().authority();
        return authority != null
                && ctx.request().getParam("moved") == null
                && !settings.publicUrl()
                        .getRawAuthority()
                        .equals(authority.toString().toLowerCase(Locale.ROOT));
    }

    private String authorizationUri(IssuerMetadata metadata, SignInAttempt attempt) throws IOException {
        URI endpoint = metadata.authorizationEndpoint()
                .orElseThrow(() -> new IOException("the issuer has no authorization endpoint"));
        String query = Map.of(
                        "response_type", "code",
                        "client_id", settings.clientId(),
                        "redirect_uri", settings.redirectUri().toString(),
                        "scope", "openid",
                        "state", attempt.state(),
                        "nonce", attempt.nonce(),
                        "code_challenge", attempt.codeChallenge(),
                        "code_challenge_method", "S256")
                .entrySet()
                .stream()
                .map(p -> p.getKey() + "=" + encode(p.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
        return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + query;
    }

    private void onCallback(RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(attemptCookie());
        ctx.response().addCookie(cookie(attemptCookie(), "", Duration.ZERO));
        Optional<SignInAttempt> attempt =
                SignInAttempt.fromCookie(cookie == null ? null : cookie.getValue(), clock.instant());
        String state = ctx.request().getParam("state", "");
        String code = ctx.request().getParam("code", "");
        if (attempt.isEmpty() || !attempt.get().hasState(state)) {
            Answers.page(ctx, 400, "Sign-in not completed", "It took too long, or was started in another window.");
            return;
        }
        if (code.isEmpty() || code.length() > MAX_CODE_CHARS) {
            Answers.page(ctx, 403, "Sign-in not completed", "The identity provider did not sign you in.");
            return;
        }
        vertx.executeBlocking(() -> redeem(attempt.get(), code), false)
                .onSuccess(session -> {
                    ctx.response().addCookie(cookie(sessionCookie(), session.token(), session.lifetime()));
                    redirect(ctx, attempt.get().returnPath());
                })
                .onFailure(e -> {
                    LOG.atWarn()
                            .addKeyValue("issuer", settings.oidc().issuer())
                            .addKeyValue("error", e.getMessage())
                            .log("sign-in refused");
                    Answers.page(ctx, 403, "Sign-in not completed", "The identity provider's answer was not accepted.");
                });
    }

    private record Session(String token, Duration lifetime) {}

    private Session redeem(SignInAttempt attempt, String code) throws IOException, ParseException {
        String token = issuer.redeem(settings.clientId(), code, attempt.codeVerifier(), settings.redirectUri());
        TokenVerifier.Result result = verifier.verify(token);
        if (!(result instanceof Verified verified)) {
            throw new IOException("id_token rejected: " + ((Rejected) result).reason());
        }
        JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
        String nonce = claims.getStringClaim("nonce");
        if (nonce == null || !attempt.hasNonce(nonce)) {
            throw new IOException("id_token rejected: not made for this sign-in");
        }
        String authorizedParty = claims.getStringClaim("azp");
        if (authorizedParty == null ? claims.getAudience().size() > 1 : !authorizedParty.equals(settings.clientId())) {
            throw new IOException("id_token rejected: made for another client");
        }
        if (token.length() > MAX_COOKIE_TOKEN_CHARS) {
            throw new IOException("id_token of " + token.length() + " characters is too long for a cookie (at most "
                    + MAX_COOKIE_TOKEN_CHARS + "): let the issuer send fewer groups to this client");
        }
        return new Session(token, Duration.between(clock.instant(), verified.expiresAt()));
    }

    private void onSignOut(RoutingContext ctx) {
        if (!SameOrigin.isSameOrigin(ctx.request(), settings.publicUrl())) {
            Answers.page(ctx, 403, "Not signed out", "Signing out needs a request of this site's own pages.");
            return;
        }
        ctx.response().addCookie(cookie(sessionCookie(), "", Duration.ZERO));
        Answers.page(ctx, 200, "Signed out", "You are signed out of this service.");
    }

    private String sessionCookie() {
        return settings.secure() ? "__Host-" + settings.cookieName() : settings.cookieName();
    }

    private String attemptCookie() {
        return sessionCookie() + "-sign-in";
    }

    private Cookie cookie(String name, String value, Duration maxAge) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(settings.secure())
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(Math.max(0, maxAge.toSeconds()));
    }

    private static Optional<String> bearer(String authorization) {
        List<String> parts = List.of(authorization.strip().split(" +", 2));
        return parts.size() == 2 && parts.get(0).equalsIgnoreCase("Bearer")
                ? Optional.of(parts.get(1))
                : Optional.empty();
    }

    private static void redirect(RoutingContext ctx, String location) {
        ctx.response()
                .setStatusCode(303)
                .putHeader("Location", location)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String resource(String name) {
        try (@Nullable InputStream in = SignIn.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the package lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }
}
