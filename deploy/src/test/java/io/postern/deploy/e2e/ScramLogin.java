package io.postern.deploy.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import io.postern.pgwire.AuthenticationSASL;
import io.postern.pgwire.AuthenticationSASLContinue;
import io.postern.pgwire.AuthenticationSASLFinal;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.SASLInitialResponse;
import io.postern.pgwire.SASLResponse;

/** SCRAM-SHA-256 (RFC 5802, RFC 7677) as a client needs it that trusts the server, for ASCII passwords. */
final class ScramLogin {

    private static final String NO_BINDING = "n,,";
    private static final String FIRST_BARE = "n=,r=postern-test-nonce";

    private final String password;

    ScramLogin(String password) {
        this.password = password;
    }

    void run(RawClient client) throws IOException {
        expect(AuthenticationSASL.class, client.read());
        client.send(new SASLInitialResponse("SCRAM-SHA-256", bytes(NO_BINDING + FIRST_BARE)));
        String challenge = new String(
                expect(AuthenticationSASLContinue.class, client.read()).data().toByteArray(), StandardCharsets.UTF_8);
        client.send(new SASLResponse(bytes(answer(challenge))));
        expect(AuthenticationSASLFinal.class, client.read());
    }

    private String answer(String challenge) {
        String[] parts = challenge.split(",", -1);
        String nonce = parts[0].substring(2);
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        int iterations = Integer.parseInt(parts[2].substring(2));
        String withoutProof = "c=" + base64(NO_BINDING.getBytes(StandardCharsets.UTF_8)) + ",r=" + nonce;
        String signed = FIRST_BARE + "," + challenge + "," + withoutProof;
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
                    .getEncoded();
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            byte[] signature = hmac(storedKey, signed);
            for (int i = 0; i < clientKey.length; i++) {
                clientKey[i] ^= signature[i];
            }
            return withoutProof + ",p=" + base64(clientKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has these", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T extends BackendMessage> T expect(Class<T> type, BackendMessage message) throws IOException {
        if (!type.isInstance(message)) {
            throw new IOException("expected " + type.getSimpleName() + ", got " + message);
        }
        return type.cast(message);
    }
}
