package io.postern.proxy.adapter.netty;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.util.TlsServerEndpoint;

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
import io.postern.proxy.config.PasswordExchange;

/**
 * How a role proves itself to a server that need not be what it says (PostgreSQL manual, "SASL Authentication"; RFC 5802, RFC
 * 7677). A password is proven by SCRAM-SHA-256, bound to the TLS connection wherever server and certificate allow it; by
 * MD5 only where the configuration does; in clear never. A server that asks for nothing is believed only if it asked for
 * the role's certificate in the handshake. Calls may come from several threads, one after the other; {@link #on} costs as
 * much as the server's iteration count says, up to {@link #MAX_ITERATIONS}.
 */
final class UpstreamAuthentication {

    /** About a second of one core. */
    static final int MAX_ITERATIONS = 1_000_000;

    /** What RFC 7677 §4 asks for at least; a server that wants less may want to guess. */
    static final int MIN_ITERATIONS = 4_096;

    /** Of a server's SASL message: nonce, salt and numbers. */
    static final int MAX_SASL_BYTES = 2_048;

    private static final String SCRAM = "SCRAM-SHA-256";
    private static final String SCRAM_PLUS = "SCRAM-SHA-256-PLUS";

    private enum Stage {
        START,
        SCRAM_ASKED,
        SCRAM_ANSWERED,
        SERVER_PROVEN,
        MD5_ANSWERED,
        DONE
    }

    private final Credential credential;
    private final PasswordExchange allowed;
    private final ServerProof proof;
    private Stage stage = Stage.START;
    private @Nullable ScramClient scram;

    /**
     * What a role logs in with.
     *
     * @param certificate whether the certificate that is shown is this role's own, and the server's is verified
     */
    record Credential(String role, Optional<String> password, boolean certificate) {
        @Override
        public String toString() {
            return "Credential[" + role + "]";
        }
    }

    UpstreamAuthentication(Credential credential, PasswordExchange allowed, ServerProof proof) {
        this.credential = credential;
        this.allowed = allowed;
        this.proof = proof;
    }

    boolean isDone() {
        return stage == Stage.DONE;
    }

    /**
     * Answers an authentication message.
     *
     * @return nothing where the server speaks next
     */
    Optional<FrontendMessage> on(BackendMessage message) throws LoginFailed {
        try {
            if (message instanceof AuthenticationSASL sasl) {
                return Optional.of(onSasl(sasl.mechanisms()));
            }
            if (message instanceof AuthenticationSASLContinue challenge) {
                return Optional.of(onChallenge(challenge.data()));
            }
            if (message instanceof AuthenticationSASLFinal last) {
                at(Stage.SCRAM_ANSWERED);
                scram().serverFinalMessage(text(last.data()));
                stage = Stage.SERVER_PROVEN;
                return Optional.empty();
            }
            if (message instanceof AuthenticationMD5Password md5) {
                return Optional.of(onMd5(md5.salt()));
            }
            if (message instanceof AuthenticationOk) {
                onOk();
                return Optional.empty();
            }
        } catch (ScramException | IllegalArgumentException e) {
            throw new LoginFailed("the database does not prove that it knows the role's password");
        }
        throw new LoginFailed("the database asks for a login that this gate does not offer");
    }

    private FrontendMessage onSasl(List<String> mechanisms) throws LoginFailed {
        at(Stage.START);
        boolean plus = mechanisms.contains(SCRAM_PLUS);
        if (plus && !proof.encrypted()) {
            throw new LoginFailed("the database offers channel binding without TLS: somebody is in between");
        }
        Optional<Bytes> binding = proof.channelBinding();
        List<String> usable = mechanisms.stream()
                .filter(mechanism -> mechanism.equals(SCRAM) || (mechanism.equals(SCRAM_PLUS) && binding.isPresent()))
                .toList();
        if (usable.isEmpty()) {
            throw new LoginFailed("the database offers no SCRAM-SHA-256, which is all that this gate speaks");
        }
        boolean bound = usable.contains(SCRAM_PLUS);
        var builder = ScramClient.builder()
                // The library wants the weaker one listed too; with binding data it takes PLUS or fails.
                .advertisedMechanisms(bound ? List.of(SCRAM, SCRAM_PLUS) : List.of(SCRAM))
                .username("*")
                .password(password().toCharArray())
                .stringPreparation(StringPreparation.POSTGRESQL_PREPARATION);
        // Where binding was possible and not offered, the first message says so and a server that did offer it refuses.
        binding.ifPresent(data -> builder.channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, data.toByteArray()));
        ScramClient client = builder.build();
        scram = client;
        stage = Stage.SCRAM_ASKED;
        return new SASLInitialResponse(
                bound ? SCRAM_PLUS : SCRAM, bytes(client.clientFirstMessage().toString()));
    }

    private FrontendMessage onChallenge(Bytes data) throws LoginFailed, ScramException {
        at(Stage.SCRAM_ASKED);
        ServerFirstMessage first = scram().serverFirstMessage(text(data));
        int iterations = first.getIterationCount();
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new LoginFailed("the database asks for " + iterations + " SCRAM iterations; this gate does "
                    + MIN_ITERATIONS + " to " + MAX_ITERATIONS);
        }
        stage = Stage.SCRAM_ANSWERED;
        return new SASLResponse(bytes(scram().clientFinalMessage().toString()));
    }

    private FrontendMessage onMd5(Bytes salt) throws LoginFailed {
        at(Stage.START);
        if (allowed != PasswordExchange.MD5) {
            throw new LoginFailed("the database asks for MD5, which its configuration here does not allow");
        }
        stage = Stage.MD5_ANSWERED;
        byte[] inner = md5(
                password().getBytes(StandardCharsets.UTF_8), credential.role().getBytes(StandardCharsets.UTF_8));
        byte[] outer = md5(hex(inner).getBytes(StandardCharsets.US_ASCII), salt.toByteArray());
        return new PasswordMessage("md5" + hex(outer));
    }

    private void onOk() throws LoginFailed {
        boolean byCertificate = stage == Stage.START && credential.certificate() && proof.certificateShown();
        if (stage != Stage.SERVER_PROVEN && stage != Stage.MD5_ANSWERED && !byCertificate) {
            throw new LoginFailed("the database accepts this role without asking for its credential: not trusted");
        }
        stage = Stage.DONE;
    }

    private void at(Stage expected) throws LoginFailed {
        if (stage != expected) {
            throw new LoginFailed("the database spoke out of turn");
        }
    }

    private String password() throws LoginFailed {
        return credential
                .password()
                .orElseThrow(() -> new LoginFailed("the database asks for a password, and the role has none here"));
    }

    private ScramClient scram() throws LoginFailed {
        if (scram == null) {
            throw new LoginFailed("the database spoke out of turn");
        }
        return scram;
    }

    private static byte[] md5(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes bytes) throws LoginFailed {
        if (bytes.length() > MAX_SASL_BYTES) {
            throw new LoginFailed("the database sent more than a SCRAM message holds");
        }
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
