package io.postern.proxy.statement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

import io.postern.identity.Identity;

/** SHA-256 over values that are each delimited by their length, so that no two lists of values have the same bytes. */
public final class Digest {

    private final MessageDigest sha256;

    /**
     * @param purpose keeps digests of different uses apart
     */
    public Digest(String purpose) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        text(purpose);
    }

    public Digest bytes(byte[] bytes) {
        number(bytes.length);
        sha256.update(bytes);
        return this;
    }

    public Digest text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public Digest texts(Collection<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
        return this;
    }

    public Digest number(long number) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            sha256.update((byte) (number >>> shift));
        }
        return this;
    }

    Digest identity(Identity identity) {
        return text(identity.issuer()).text(identity.subject()).texts(identity.groups());
    }

    /** Ends the digest. */
    public byte[] sum() {
        return sha256.digest();
    }
}
