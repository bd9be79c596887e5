package io.postern.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.postern.events.Principal;

/**
 * The keys of the decision topics: everything that an answer may depend on, digested, so that no name of a person and no
 * text stands in a Kafka key. Who answers computes the key anew and never takes it from the request, or an answer to one
 * question could be had for another.
 */
public final class DecisionKeys {

    private DecisionKeys() {}

    /** May this identity connect to this database? */
    public static String admission(Principal principal, String database) {
        return new Fields("admission").principal(principal).text(database).hex();
    }

    /**
     * May a statement of this shape run?
     *
     * @param fingerprint of the statement's tokens
     */
    public static String statement(
            Principal principal, String database, String role, List<String> searchPath, String fingerprint) {
        return new OfSession(principal, database, role, searchPath).statement(fingerprint);
    }

    /** Keys of statements that differ in their fingerprints only, as those of one session do. Thread-safe. */
    public static final class OfSession {
        private final Fields common;

        public OfSession(Principal principal, String database, String role, List<String> searchPath) {
            common = new Fields("statement")
                    .principal(principal)
                    .text(database)
                    .text(role)
                    .texts(searchPath);
        }

        /** As {@link DecisionKeys#statement}. */
        public String statement(String fingerprint) {
            return common.copy().text(fingerprint).hex();
        }
    }

    /** Length-delimited, so that no two lists of texts have the same bytes. */
    private static final class Fields {
        private final MessageDigest sha256;

        Fields(String purpose) {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
            text(purpose);
        }

        private Fields(MessageDigest sha256) {
            this.sha256 = sha256;
        }

        /** Goes on from here on its own; this one must not be changed any more. */
        Fields copy() {
            try {
                return new Fields((MessageDigest) sha256.clone());
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
            }
        }

        Fields principal(Principal principal) {
            return text(principal.getIssuer()).text(principal.getSubject()).texts(principal.getGroups());
        }

        Fields texts(List<String> texts) {
            number(texts.size());
            texts.forEach(this::text);
            return this;
        }

        Fields text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            sha256.update(bytes);
            return this;
        }

        private void number(int number) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                sha256.update((byte) (number >>> shift));
            }
        }

        String hex() {
            return HexFormat.of().formatHex(sha256.digest());
        }
    }
}
