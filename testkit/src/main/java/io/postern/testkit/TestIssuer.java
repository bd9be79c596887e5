package io.postern.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

import io.postern.embedded.DevIssuer;
import io.postern.identity.OidcSettings;

/** The development issuer on a free port, one for the run, for a {@code static @RegisterExtension} field. */
public final class TestIssuer implements BeforeAllCallback {

    /** What wire tokens are for. */
    public static final String AUDIENCE = "postern";

    /** What web and API tokens are for; the web client's id too. */
    public static final String WEB_AUDIENCE = "postern-web";

    private static final Duration TTL = Duration.ofHours(1);
    private static final Namespace SHARED = Namespace.create(TestIssuer.class);

    private @Nullable Running running;

    private TestIssuer() {}

    public static TestIssuer shared() {
        return new TestIssuer();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    public URI issuer() {
        return started().issuer();
    }

    /** What a service is told to believe wire tokens of this issuer. */
    public OidcSettings settings() {
        return settings(AUDIENCE);
    }

    /** What a service is told to believe web and API tokens of this issuer. */
    public OidcSettings webSettings() {
        return settings(WEB_AUDIENCE);
    }

    /** A wire token, good for an hour. */
    public String token(String subject, String... groups) {
        return token(subject, Set.of(groups), AUDIENCE, TTL);
    }

    /** A web or API token, good for an hour. */
    public String webToken(String subject, String... groups) {
        return token(subject, Set.of(groups), WEB_AUDIENCE, TTL);
    }

    /** @param ttl from now; negative for an expired token */
    public String token(String subject, Set<String> groups, String audience, Duration ttl) {
        return started().issueToken(subject, groups, audience, ttl);
    }

    private OidcSettings settings(String audience) {
        return new OidcSettings(issuer(), audience, Duration.ofSeconds(5), Optional.empty());
    }

    private DevIssuer started() {
        Running started = running;
        if (started == null) {
            throw new IllegalStateException("TestIssuer has to be in a static field with @RegisterExtension");
        }
        return started.issuer();
    }

    private record Running(DevIssuer issuer, TemporaryDirectory directory) implements AutoCloseable {

        static Running start() {
            TemporaryDirectory directory = TemporaryDirectory.create("issuer");
            return new Running(DevIssuer.start(directory.path(), 0, List.of()), directory);
        }

        @Override
        public void close() {
            issuer.close();
            directory.close();
        }
    }
}
