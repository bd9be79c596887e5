package io.postern.proxy.statement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.postern.pgwire.Bytes;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.pgwire.sql.TokenEdits;
import io.postern.pgwire.sql.Tokens;

/**
 * What the policy service decided for a statement shape, for one class of principals in one session context.
 *
 * @param kind the statement kind, by its name in the event schema
 * @param edits what to change before it runs, over token ordinals
 * @param pinned constants that the decision depends on
 * @param maskedColumns those that the statement reads or touches
 * @param guardedColumns all of the database that are masked for the principal: none may come back as it is stored; column 0
 *     stands for the rows of a filtered relation
 * @param reason for the client
 * @param approval set exactly where the verdict is PARK
 * @param scope whether the session may still be narrowed after the statement
 * @param safeguards what has to be proven before it runs, and what its errors may tell
 */
public record Decision(
        Verdict verdict,
        String kind,
        List<TokenEdit> edits,
        List<PinnedSlot> pinned,
        List<MaskedColumn> maskedColumns,
        List<MaskedColumn> guardedColumns,
        List<Rule> rules,
        String reason,
        Optional<ApprovalTerms> approval,
        Versions versions,
        Scope scope,
        Safeguards safeguards) {

    public Decision {
        edits = List.copyOf(edits);
        pinned = List.copyOf(pinned);
        maskedColumns = List.copyOf(maskedColumns);
        guardedColumns = List.copyOf(guardedColumns);
        rules = List.copyOf(rules);
        if ((verdict == Verdict.PARK) != approval.isPresent()) {
            throw new IllegalArgumentException("approval terms go with the verdict PARK");
        }
        boolean plain = verdict == Verdict.ALLOW
                && edits.isEmpty()
                && guardedColumns.isEmpty()
                && safeguards.equals(Safeguards.NONE);
        if (scope == Scope.UNRESTRICTED && !plain) {
            throw new IllegalArgumentException("an unrestricted statement is allowed as it is");
        }
    }

    /** One without safeguards. */
    public Decision(
            Verdict verdict,
            String kind,
            List<TokenEdit> edits,
            List<PinnedSlot> pinned,
            List<MaskedColumn> maskedColumns,
            List<MaskedColumn> guardedColumns,
            List<Rule> rules,
            String reason,
            Optional<ApprovalTerms> approval,
            Versions versions,
            Scope scope) {
        this(
                verdict,
                kind,
                edits,
                pinned,
                maskedColumns,
                guardedColumns,
                rules,
                reason,
                approval,
                versions,
                scope,
                Safeguards.NONE);
    }

    public Decision with(Safeguards others) {
        return new Decision(
                verdict,
                kind,
                edits,
                pinned,
                maskedColumns,
                guardedColumns,
                rules,
                reason,
                approval,
                versions,
                scope,
                others);
    }

    /** A constant, as spelled, that the statement must have in the slot. */
    public record PinnedSlot(int slot, Bytes value) {}

    /** Who may approve, and for how long the statement waits. */
    public record ApprovalTerms(List<String> approverGroups, Duration timeToLive) {
        public ApprovalTerms {
            approverGroups = List.copyOf(approverGroups);
        }
    }

    /** What the principal may do in the database. */
    public enum Scope {
        /** What rules allow, in the session as it was opened. */
        NARROWED,
        /** Everything, understood or not: afterwards nothing is known of the session's settings. */
        UNRESTRICTED
    }

    /** What the decision was made from. */
    public record Versions(String policy, String catalog) {}

    /** Whether nothing narrows the principal in the database, so that what the database holds does not matter. */
    public boolean isUnrestricted() {
        return scope == Scope.UNRESTRICTED;
    }

    /** Whether the server's words about the statement could tell what the principal must not see. */
    public boolean isDiscreet() {
        return safeguards.speech() == Safeguards.Speech.DISCREET || !maskedColumns.isEmpty();
    }

    /** Whether the statement has the constants that this decision depends on. */
    public boolean appliesTo(Tokens tokens) {
        for (PinnedSlot pin : pinned) {
            if (pin.slot() < 0 || pin.slot() >= tokens.slotCount()) {
                return false;
            }
            if (!pin.value().equals(Bytes.of(tokens.slotBytes(pin.slot())))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The text that runs.
     *
     * @throws IllegalArgumentException where the edits do not fit
     */
    public SqlText rewrite(StatementText text) {
        return edits.isEmpty() ? text.sql() : TokenEdits.apply(text.sql(), text.tokens(), edits);
    }

    /** Whether a statement prepared under the other decision may go on under this one. */
    public boolean runsTheSameTextAs(Decision other) {
        return edits.equals(other.edits) && maskedColumns.equals(other.maskedColumns);
    }
}
