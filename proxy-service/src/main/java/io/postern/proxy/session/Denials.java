package io.postern.proxy.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.postern.pgwire.Target;
import io.postern.pgwire.sql.LexicalError;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DeclaredTypes;
import io.postern.proxy.statement.Verdict;

/** What a refused client is told; where PostgreSQL has the same error, in its words. */
final class Denials {

    private Denials() {}

    static Refusal.Denial denied(Decision decision) {
        Refusal.Denial denial = Refusal.POLICY_DENIED.denial(decision.reason());
        return decision.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.DENY)
                .findFirst()
                .map(rule -> denial.withDetail("Policy rule: " + rule.id()))
                .orElse(denial);
    }

    static Refusal.Denial unreadable(LexicalError error) {
        Refusal refusal = switch (error.sqlState()) {
            case "22021" -> Refusal.INVALID_TEXT;
            case "54000" -> Refusal.TOO_COMPLEX;
            default -> Refusal.SYNTAX_ERROR;
        };
        return refusal.denial(Objects.requireNonNullElse(error.getMessage(), "the statement cannot be read"));
    }

    static Refusal.Denial unknown(Target target, String name) {
        return target == Target.STATEMENT
                ? unknownStatement(name)
                : Refusal.UNKNOWN_PORTAL.denial("portal \"" + name + "\" does not exist");
    }

    static Refusal.Denial unknownStatement(String name) {
        return name.isEmpty()
                ? Refusal.UNKNOWN_STATEMENT.denial("unnamed prepared statement does not exist")
                : Refusal.UNKNOWN_STATEMENT.denial("prepared statement \"" + name + "\" does not exist");
    }

    static Refusal.Denial stale() {
        return Refusal.DECISION_CHANGED
                .denial("policy or catalog changed since this statement was prepared")
                .withHint("Prepare the statement again.");
    }

    /** Of types that parameters are declared with. */
    static Optional<Refusal.Denial> unsafeTypes(List<Long> types, Decision decision) {
        return decision.isUnrestricted()
                ? Optional.empty()
                : DeclaredTypes.unsafe(types, decision)
                        .map(type -> Refusal.UNSUPPORTED
                                .denial("parameters cannot be declared with the type of OID " + type + " here")
                                .withHint("Declare no type (0), or cast a parameter of type text."));
    }

    static Refusal.Denial canceled() {
        return Refusal.CANCELED.denial("canceling statement due to user request");
    }
}
