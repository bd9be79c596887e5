package io.postern.proxy.adapter.netty;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import io.postern.pgwire.AuthenticationSASLContinue;
import io.postern.pgwire.AuthenticationSASLFinal;
import io.postern.pgwire.Bytes;

/** The server's side of SCRAM-SHA-256 (RFC 5802 §3), good enough for a client to believe it. */
final class FuzzScram {

    static final String PASSWORD = "secret";

    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SERVER_KEY = serverKey();

    private String clientFirst = "";
    private String serverFirst = "";

    AuthenticationSASLContinue onFirst(Bytes data) {
        String message = text(data);
        clientFirst = message.substring(Math.max(0, message.indexOf("n=")));
        String nonce = message.substring(message.indexOf("r=") + 2);
        serverFirst = "r=" + nonce + "server,s=" + Base64.getEncoder().encodeToString(SALT) + ",i=" + ITERATIONS;
        return new AuthenticationSASLContinue(bytes(serverFirst));
    }

    AuthenticationSASLFinal onFinal(Bytes data) {
        String message = text(data);
        // A gate that was asked twice begins twice.
        String withoutProof = message.substring(0, Math.max(0, message.lastIndexOf(",p=")));
        byte[] signature = hmac(
                SERVER_KEY, (clientFirst + "," + serverFirst + "," + withoutProof).getBytes(StandardCharsets.UTF_8));
        return new AuthenticationSASLFinal(bytes("v=" + Base64.getEncoder().encodeToString(signature)));
    }

    private static byte[] serverKey() {
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), SALT, ITERATIONS, 256))
                    .getEncoded();
            return hmac(salted, "Server Key".getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
