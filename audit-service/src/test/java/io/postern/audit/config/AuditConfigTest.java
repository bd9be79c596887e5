package io.postern.audit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.identity.OidcSettings;
import io.postern.identity.Secret;

class AuditConfigTest {

    private static final URI PUBLIC = URI.create("https://audit.example.com");
    private static final Secret PASSWORD = new Secret("env:AUDIT_PASSWORD");
    private static final OidcSettings OIDC = OidcSettings.of(URI.create("https://issuer.example.com"), "postern-web");

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void aWrongSettingIsNamedByItsKey(String key, ThrowingCallable make) {
        assertThatThrownBy(make).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(key + ": ");
    }

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                wrong("http.host", () -> new HttpEndpoint(" ", 8481, PUBLIC)),
                wrong("http.port", () -> new HttpEndpoint("127.0.0.1", 0, PUBLIC)),
                wrong("http.port", () -> new HttpEndpoint("127.0.0.1", 65_536, PUBLIC)),
                wrong("http.publicUrl", () -> new HttpEndpoint("h", 1, URI.create("ftp://audit.example.com"))),
                wrong("http.publicUrl", () -> new HttpEndpoint("h", 1, URI.create("https://audit.example.com/path"))),
                wrong("http.publicUrl", () -> new HttpEndpoint("h", 1, URI.create("https://u@audit.example.com"))),
                wrong("store.jdbcUrl", () -> new StoreSettings("jdbc:other://h/d", "u", PASSWORD)),
                wrong("store.jdbcUrl", () -> new StoreSettings("jdbc:postgresql://h/d?Password=x", "u", PASSWORD)),
                wrong("store.user", () -> new StoreSettings("jdbc:postgresql://h/d", "", PASSWORD)),
                wrong("access.clientId", () -> new AccessSettings(OIDC, "", Set.of("auditors"))),
                wrong("access.auditorGroups", () -> new AccessSettings(OIDC, "postern-web", Set.of())),
                wrong("access.auditorGroups", () -> new AccessSettings(OIDC, "postern-web", Set.of(" "))));
    }

    private static Arguments wrong(String key, ThrowingCallable make) {
        return Arguments.of(key, make);
    }

    @Test
    void settingsShowNoSecret() {
        StoreSettings store = new StoreSettings("jdbc:postgresql://h/d", "u", PASSWORD);

        assertThat(store.toString()).contains("env:AUDIT_PASSWORD");
    }
}
