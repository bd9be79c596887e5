package io.postern.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInAttemptTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final SecureRandom random = new SecureRandom();

    @Test
    void cookieBringsTheAttemptBack() {
        SignInAttempt attempt = SignInAttempt.start(random, NOW, "/approvals/42?x=1");

        assertThat(SignInAttempt.fromCookie(attempt.toCookie(), NOW.plusSeconds(599)))
                .contains(attempt);
    }

    @Test
    void attemptEndsAfterTenMinutes() {
        SignInAttempt attempt = SignInAttempt.start(random, NOW, "/");

        assertThat(SignInAttempt.fromCookie(attempt.toCookie(), NOW.plusSeconds(601)))
                .isEmpty();
        assertThat(SignInAttempt.fromCookie(attempt.toCookie(), NOW.minusSeconds(601)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "....", "a.b.c.1.d"})
    void anythingElseIsNoAttempt(String cookie) {
        assertThat(SignInAttempt.fromCookie(cookie, NOW)).isEmpty();
        assertThat(SignInAttempt.fromCookie(null, NOW)).isEmpty();
    }

    @Test
    void plantedReturnPathIsHome() {
        SignInAttempt planted =
                new SignInAttempt("s".repeat(43), "n".repeat(43), "v".repeat(43), NOW, "//evil.example");

        assertThat(SignInAttempt.fromCookie(planted.toCookie(), NOW))
                .get()
                .extracting(SignInAttempt::returnPath)
                .isEqualTo("/");
    }

    @Test
    void challengeIsThatOfTheRfc() {
        SignInAttempt attempt = new SignInAttempt(
                "s".repeat(43), "n".repeat(43), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", NOW, "/");

        assertThat(attempt.codeChallenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void everyAttemptIsItsOwnAndItsTextFormShowsNothing() {
        SignInAttempt one = SignInAttempt.start(random, NOW, "/");
        SignInAttempt other = SignInAttempt.start(random, NOW, "/");

        assertThat(one.hasState(other.state())).isFalse();
        assertThat(one.hasNonce(other.nonce())).isFalse();
        assertThat(one.codeVerifier()).isNotEqualTo(other.codeVerifier());
        assertThat(one.toString()).doesNotContain(one.state(), one.nonce(), one.codeVerifier());
    }
}
