package io.postern.proxy.statement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.postern.identity.Identity;

/**
 * Names a question to the policy service: everything of a session and a statement's shape that an answer may depend on.
 * Digested, so that no name of a person and no text stands in a Kafka key.
 */
public record DecisionKey(String value) {

    public static DecisionKey forStatement(Session session, String fingerprint) {
        Digest digest = new Digest("statement").identity(session.identity());
        digest.text(session.database())
                .text(session.role())
                .texts(session.searchPath())
                .text(fingerprint);
        return new DecisionKey(digest.hex());
    }

    public static DecisionKey forAdmission(Identity identity, String database) {
        return new DecisionKey(
                new Digest("admission").identity(identity).text(database).hex());
    }

    /** Length-delimited, so that no two lists of texts have the same bytes. */
    static final class Digest {
        private final MessageDigest sha256;

        Digest(String purpose) {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
            text(purpose);
        }

        Digest bytes(byte[] bytes) {
            number(bytes.length);
            sha256.update(bytes);
            return this;
        }

        Digest text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        Digest texts(Iterable<String> texts) {
            List<String> all = new ArrayList<>();
            texts.forEach(all::add);
            number(all.size());
            all.forEach(this::text);
            return this;
        }

        Digest number(long number) {
            for (int shift = 56; shift >= 0; shift -= 8) {
                sha256.update((byte) (number >>> shift));
            }
            return this;
        }

        Digest identity(Identity identity) {
            return text(identity.issuer()).text(identity.subject()).texts(identity.groups());
        }

        byte[] sum() {
            return sha256.digest();
        }

        String hex() {
            return HexFormat.of().formatHex(sum());
        }
    }
}
