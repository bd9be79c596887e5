package io.postern.policy.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.sql.TokenEdit;
import io.postern.policy.analysis.StatementKind;

/**
 * What is decided of a text.
 *
 * @param kind of the statement; of several, the first that is not about the transaction
 * @param treatment NONE where the verdict is DENY
 * @param pinnedSlots constants with whose exact spelling alone the decision holds
 * @param hits rules that had a say, by id
 * @param reason for the client: what to change, without policy internals; empty unless denied or parked
 * @param approval present exactly where the verdict is PARK
 * @param unrestricted whether every text of the asker passes in this database, understood or not; then nothing is edited, pinned,
 *     masked or guarded
 */
public record Decision(
        Verdict verdict,
        StatementKind kind,
        Treatment treatment,
        Set<Integer> pinnedSlots,
        List<Hit> hits,
        String reason,
        Optional<ApprovalTerms> approval,
        boolean unrestricted) {

    /** Stands for the absence of a rule that allows. */
    public static final String DEFAULT_DENY = "default-deny";

    /** Stands for a statement that is refused whatever the policy says. */
    public static final String NOT_UNDERSTOOD = "not-understood";

    public Decision {
        pinnedSlots = Set.copyOf(pinnedSlots);
        hits = List.copyOf(hits);
        boolean bound = !treatment.equals(Treatment.NONE) || !pinnedSlots.isEmpty();
        if (unrestricted && (verdict != Verdict.ALLOW || bound)) {
            throw new IllegalArgumentException("what is unrestricted is allowed as it is");
        }
        if (verdict == Verdict.DENY && !treatment.equals(Treatment.NONE)) {
            throw new IllegalArgumentException("what is denied is not treated");
        }
    }

    /** A rule and what it asked for. */
    public record Hit(String ruleId, Verdict verdict, String reason) {}

    /** A column whose raw value stays from the client, and the ids of the masks that see to it. */
    public record MaskedColumn(long relationOid, int columnNumber, ColumnName name, String mask) {}

    public List<TokenEdit> edits() {
        return treatment.edits();
    }

    public List<MaskedColumn> maskedColumns() {
        return treatment.maskedColumns();
    }

    public List<MaskedColumn> guardedColumns() {
        return treatment.guardedColumns();
    }

    static Decision deny(StatementKind kind, Hit hit, Set<Integer> pinnedSlots) {
        return new Decision(
                Verdict.DENY, kind, Treatment.NONE, pinnedSlots, List.of(hit), hit.reason(), Optional.empty(), false);
    }

    static Decision unrestricted(StatementKind kind, List<Hit> hits) {
        return new Decision(Verdict.ALLOW, kind, Treatment.NONE, Set.of(), hits, "", Optional.empty(), true);
    }
}
