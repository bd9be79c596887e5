package io.postern.proxy.statement;

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
}
