package io.postern.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSettingsTest {

    private static final URI ISSUER = URI.create("https://issuer.example/realm");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "issuer.example",
                "ftp://issuer.example",
                "https:///path",
                "https://user:pw@issuer.example",
                "https://issuer.example?x=1",
                "https://issuer.example#x"
            })
    void issuerHasToBePlainHttpAddress(String issuer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OidcSettings.of(URI.create(issuer), "postern"))
                .withMessageStartingWith("issuer: ");
    }

    @Test
    void keysAddressHasToBeHttp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OidcSettings(
                        ISSUER, "postern", Duration.ZERO, Optional.of(URI.create("file:/etc/keys.json"))))
                .withMessageStartingWith("jwksUri: ");
    }

    @Test
    void skewIsBounded() {
        assertThat(new OidcSettings(ISSUER, "postern", Duration.ofSeconds(60), Optional.empty()).clockSkew())
                .hasSeconds(60);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OidcSettings(ISSUER, "postern", Duration.ofSeconds(61), Optional.empty()))
                .withMessageStartingWith("clockSkew: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OidcSettings(ISSUER, "postern", Duration.ofSeconds(-1), Optional.empty()))
                .withMessageStartingWith("clockSkew: ");
    }

    @Test
    void audienceIsRequired() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OidcSettings.of(ISSUER, " "))
                .withMessageStartingWith("audience: ");
    }
}
