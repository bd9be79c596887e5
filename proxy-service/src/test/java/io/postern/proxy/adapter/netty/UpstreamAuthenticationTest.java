package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgwire.AuthenticationCleartextPassword;
import io.postern.pgwire.AuthenticationMD5Password;
import io.postern.pgwire.AuthenticationOk;
import io.postern.pgwire.AuthenticationSASL;
import io.postern.pgwire.AuthenticationSASLContinue;
import io.postern.pgwire.AuthenticationSASLFinal;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.SASLInitialResponse;
import io.postern.pgwire.SASLResponse;
import io.postern.proxy.adapter.netty.UpstreamAuthentication.Credential;
import io.postern.proxy.config.PasswordExchange;

class UpstreamAuthenticationTest {

    private static final AuthenticationSASL SCRAM = new AuthenticationSASL(List.of("SCRAM-SHA-256"));
    private static final AuthenticationSASL BOTH =
            new AuthenticationSASL(List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"));
    private static final Credential PASSWORD = new Credential("agent", Optional.of("secret"), false);
    private static final Credential CERTIFICATE = new Credential("agent", Optional.empty(), true);
    private static final ServerProof TLS = new ServerProof(true, Optional.of(bytes("digest")), false);

    @Test
    void scramIsBoundToTheTlsConnectionWhereTheServerCan() throws LoginFailed {
        SASLInitialResponse first = (SASLInitialResponse) answer(inside(TLS), BOTH);

        assertThat(first.mechanism()).isEqualTo("SCRAM-SHA-256-PLUS");
        assertThat(text(first.data())).startsWith("p=tls-server-end-point,,");
    }

    @Test
    void aServerThatIsSaidNotToBindIsToldThatWeCould() throws LoginFailed {
        SASLInitialResponse first = (SASLInitialResponse) answer(inside(TLS), SCRAM);

        assertThat(first.mechanism()).isEqualTo("SCRAM-SHA-256");
        assertThat(text(first.data())).startsWith("y,,");
    }

    @Test
    void withoutTlsThereIsNoBinding() throws LoginFailed {
        SASLInitialResponse first = (SASLInitialResponse) answer(inside(ServerProof.IN_CLEAR), SCRAM);

        assertThat(text(first.data())).startsWith("n,,");
    }

    @Test
    void bindingOfferedWithoutTlsIsTheWorkOfSomebodyInBetween() {
        refuses(inside(ServerProof.IN_CLEAR), BOTH);
    }

    @Test
    void bindingAloneCannotBeDoneWithACertificateThatHasNoDigest() {
        refuses(
                inside(new ServerProof(true, Optional.empty(), false)),
                new AuthenticationSASL(List.of("SCRAM-SHA-256-PLUS")));
    }

    @Test
    void otherMechanismsAreRefused() {
        refuses(inside(TLS), new AuthenticationSASL(List.of("OAUTHBEARER", "SCRAM-SHA-1")));
    }

    @Test
    void aServerThatOnlyClaimsToHaveCheckedThePasswordIsNotBelieved() throws LoginFailed {
        refuses(inside(TLS), new AuthenticationOk());
        UpstreamAuthentication asked = inside(TLS);
        challenge(asked, 4096);
        refuses(asked, new AuthenticationOk());
    }

    @Test
    void aServerThatDoesNotKnowThePasswordIsNotBelieved() throws LoginFailed {
        UpstreamAuthentication asked = inside(TLS);
        challenge(asked, 4096);

        refuses(asked, new AuthenticationSASLFinal(bytes("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
        assertThat(asked.isDone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 1_000_001, Integer.MAX_VALUE})
    void iterationsThatHelpGuessingOrBurnTimeAreRefused(int iterations) {
        assertThatThrownBy(() -> challenge(inside(TLS), iterations))
                .isInstanceOf(LoginFailed.class)
                .hasMessageContaining("iterations");
    }

    @Test
    void aNonceThatIsNotOursIsRefused() throws LoginFailed {
        UpstreamAuthentication authentication = inside(TLS);
        answer(authentication, SCRAM);

        refuses(authentication, new AuthenticationSASLContinue(bytes("r=someoneelses,s=c2FsdA==,i=4096")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r=", "e=other-error", "r=a,s=%%%,i=4096", "nonsense", "r=a,s=c2FsdA==,i=99999999999"})
    void brokenChallengesAreRefused(String challenge) throws LoginFailed {
        UpstreamAuthentication authentication = inside(TLS);
        answer(authentication, SCRAM);

        refuses(authentication, new AuthenticationSASLContinue(bytes(challenge)));
    }

    @Test
    void aChallengeLongerThanAnyIsNotEvenParsed() throws LoginFailed {
        UpstreamAuthentication authentication = inside(TLS);
        String nonce = nonce((SASLInitialResponse) answer(authentication, SCRAM));

        assertThatThrownBy(() -> authentication.on(
                        new AuthenticationSASLContinue(bytes("r=" + nonce + "x".repeat(3000) + ",s=c2FsdA==,i=4096"))))
                .isInstanceOf(LoginFailed.class)
                .hasMessageContaining("more than");
    }

    @Test
    void messagesOutOfTurnAreRefused() throws LoginFailed {
        refuses(inside(TLS), new AuthenticationSASLContinue(bytes("r=a,s=c2FsdA==,i=4096")));
        refuses(inside(TLS), new AuthenticationSASLFinal(bytes("v=AA==")));
        UpstreamAuthentication twice = inside(TLS);
        answer(twice, SCRAM);
        refuses(twice, SCRAM);
        UpstreamAuthentication weaker = new UpstreamAuthentication(PASSWORD, PasswordExchange.MD5, TLS);
        answer(weaker, SCRAM);
        refuses(weaker, new AuthenticationMD5Password(Bytes.of(new byte[4])));
    }

    @Test
    void aPasswordNeverGoesInClear() {
        refuses(new UpstreamAuthentication(PASSWORD, PasswordExchange.MD5, TLS), new AuthenticationCleartextPassword());
    }

    @Test
    void md5IsForConfigurationsThatSaySo() throws LoginFailed {
        AuthenticationMD5Password request = new AuthenticationMD5Password(Bytes.of(new byte[] {1, 2, 3, 4}));
        refuses(inside(TLS), request);

        UpstreamAuthentication old = new UpstreamAuthentication(PASSWORD, PasswordExchange.MD5, TLS);

        // printf '%s\1\2\3\4' "$(printf secretagent | md5sum | cut -c-32)" | md5sum
        assertThat(answer(old, request)).isEqualTo(new PasswordMessage("md578f6f2e5299d91a5ab1c30bf8cae9aec"));
        old.on(new AuthenticationOk());
        assertThat(old.isDone()).isTrue();
    }

    @Test
    void noPasswordIsNeededWhereTheServerAskedForTheRolesCertificate() throws LoginFailed {
        UpstreamAuthentication shown = new UpstreamAuthentication(
                CERTIFICATE, PasswordExchange.SCRAM_SHA_256, new ServerProof(true, Optional.empty(), true));

        shown.on(new AuthenticationOk());

        assertThat(shown.isDone()).isTrue();
        refuses(new UpstreamAuthentication(CERTIFICATE, PasswordExchange.SCRAM_SHA_256, TLS), new AuthenticationOk());
        refuses(
                new UpstreamAuthentication(
                        PASSWORD, PasswordExchange.SCRAM_SHA_256, new ServerProof(true, Optional.empty(), true)),
                new AuthenticationOk());
    }

    @Test
    void aRoleWithoutPasswordCannotAnswerForOne() {
        refuses(new UpstreamAuthentication(CERTIFICATE, PasswordExchange.SCRAM_SHA_256, TLS), SCRAM);
    }

    private static UpstreamAuthentication inside(ServerProof proof) {
        return new UpstreamAuthentication(PASSWORD, PasswordExchange.SCRAM_SHA_256, proof);
    }

    private static SASLResponse challenge(UpstreamAuthentication authentication, int iterations) throws LoginFailed {
        String nonce = nonce((SASLInitialResponse) answer(authentication, SCRAM));
        return (SASLResponse) answer(
                authentication,
                new AuthenticationSASLContinue(bytes("r=" + nonce + "server,s=c2FsdHNhbHQ=,i=" + iterations)));
    }

    private static String nonce(SASLInitialResponse first) {
        String text = text(first.data());
        return text.substring(text.indexOf("r=") + 2);
    }

    private static FrontendMessage answer(UpstreamAuthentication authentication, BackendMessage message)
            throws LoginFailed {
        return authentication.on(message).orElseThrow();
    }

    private static void refuses(UpstreamAuthentication authentication, BackendMessage message) {
        assertThatThrownBy(() -> authentication.on(message)).isInstanceOf(LoginFailed.class);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(@Nullable Bytes bytes) {
        return new String(Objects.requireNonNull(bytes).toByteArray(), StandardCharsets.UTF_8);
    }
}
