package io.postern.identity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.identity.OidcSettings;

class SignInSettingsTest {

    private static final OidcSettings OIDC = OidcSettings.of(URI.create("https://issuer.example"), "postern-web");

    @Test
    void redirectAddressIsBelowThePublicUrl() {
        SignInSettings settings =
                new SignInSettings(OIDC, "postern-web", URI.create("HTTPS://Approvals.example/"), "approvals");

        assertThat(settings.redirectUri()).hasToString("https://approvals.example/sign-in/callback");
        assertThat(settings.secure()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approvals.example",
                "https://approvals.example/path",
                "https://approvals.example?x",
                "https://u@approvals.example",
                "ftp://approvals.example"
            })
    void publicUrlHasToBeAnOrigin(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignInSettings(OIDC, "postern-web", URI.create(url), "approvals"))
                .withMessageStartingWith("publicUrl: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a=b", "ä"})
    void cookieNameHasToBePlain(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignInSettings(OIDC, "postern-web", URI.create("http://127.0.0.1:8480"), name))
                .withMessageStartingWith("cookieName: ");
    }
}
