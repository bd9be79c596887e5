package io.postern.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.nimbusds.jose.jwk.RSAKey;

import io.postern.identity.TokenVerifier.Reason;
import io.postern.identity.TokenVerifier.Rejected;
import io.postern.identity.TokenVerifier.Verified;

class TokenVerifierIT {

    private static final RSAKey KEY = TestTokens.rsaKey("k1");
    private static final RSAKey NEXT_KEY = TestTokens.rsaKey("k2");

    private final FakeIssuer issuer = FakeIssuer.start(KEY);

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    @Test
    void keysAreDiscoveredFetchedOnceAndKeptThroughOutage() {
        TokenVerifier verifier = verifier(Optional.empty());
        assertThat(issuer.keyFetches()).isZero();

        assertThat(verifier.verify(good())).isInstanceOf(Verified.class);
        assertThat(verifier.verify(good())).isInstanceOf(Verified.class);
        assertThat(issuer.keyFetches()).isEqualTo(1);

        String token = good();
        issuer.close();
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
    }

    @Test
    void rotatedKeyIsFetchedWhenItFirstAppears() {
        TokenVerifier verifier = verifier(Optional.empty());
        assertThat(verifier.verify(good())).isInstanceOf(Verified.class);

        issuer.publish(NEXT_KEY);

        assertThat(verifier.verify(issuer.token(NEXT_KEY, "postern", c -> {}))).isInstanceOf(Verified.class);
        assertThat(verifier.verify(good()))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).isIn(Reason.SIGNATURE, Reason.KEYS_UNAVAILABLE));
    }

    @Test
    void keysAreTakenFromTheAddressGivenWithoutDiscovery() {
        issuer.changeDiscovery(document -> "none");

        TokenVerifier verifier = verifier(Optional.of(URI.create(issuer.uri() + "/keys")));

        assertThat(verifier.verify(good())).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/huge", "/moved", "/nothing-here"})
    void keysThatAreTooLargeOrElsewhereAreNotTaken(String path) {
        TokenVerifier verifier = verifier(Optional.of(URI.create(issuer.uri() + path)));

        assertThat(verifier.verify(good()))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.KEYS_UNAVAILABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"issuer\":\"http', '\"issuer\":\"https', names another issuer",
        "jwks_uri, other_uri, has no jwks_uri",
        "'{', '[', is not as OpenID Connect has it"
    })
    void foreignOrBrokenDiscoveryDocumentIsRefused(String from, String to, String message) {
        issuer.changeDiscovery(document -> document.replace("\\/", "/").replace(from, to));

        assertThatIOException()
                .isThrownBy(
                        () -> IssuerClient.create(settings(Optional.empty())).metadata())
                .withMessageContaining(message);
    }

    @Test
    void issuerThatComesLateIsAskedAgain() throws Exception {
        issuer.changeDiscovery(document -> "not yet");
        IssuerClient client = IssuerClient.create(settings(Optional.empty()));
        assertThatIOException().isThrownBy(client::metadata);

        issuer.changeDiscovery(document -> document);

        assertThat(client.metadata().issuer()).isEqualTo(issuer.uri().toString());
        assertThat(client.keys()).contains("k1");
    }

    private String good() {
        return issuer.token(KEY, "postern", c -> {});
    }

    private TokenVerifier verifier(Optional<URI> keys) {
        return TokenVerifier.create(settings(keys));
    }

    private OidcSettings settings(Optional<URI> keys) {
        return new OidcSettings(issuer.uri(), "postern", Duration.ZERO, keys);
    }
}
