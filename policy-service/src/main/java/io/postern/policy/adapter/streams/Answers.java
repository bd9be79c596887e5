package io.postern.policy.adapter.streams;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.postern.events.EventMeta;
import io.postern.events.RuleHit;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.decision.AdmissionRequested;
import io.postern.events.decision.ApprovalTerms;
import io.postern.events.decision.DecisionMade;
import io.postern.events.decision.DecisionRequested;
import io.postern.events.decision.Edit;
import io.postern.events.decision.MaskedColumn;
import io.postern.events.decision.PinnedSlot;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.domain.AdmissionDecision;
import io.postern.policy.domain.Decision;
import io.postern.policy.domain.ProofTerms;
import io.postern.schemas.EventMetas;
import io.postern.schemas.SealedTexts;

/** Decisions as events. Confined to one processor. */
final class Answers {

    /** In characters; reasons can quote names from the statement. */
    private static final int MAX_REASON = 500;

    /** Keys whose number of answers is remembered. */
    private static final int MAX_SEQUENCES = 10_000;

    private final EventMetas metas;
    private final Map<String, Long> sequences = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_SEQUENCES;
        }
    };

    Answers(EventMetas metas) {
        this.metas = metas;
    }

    AdmissionDecided admission(AdmissionRequested request, AdmissionDecision decision, String policyVersion) {
        return AdmissionDecided.newBuilder()
                .setMeta(meta(request.getKey(), request.getMeta()))
                .setKey(request.getKey())
                .setVerdict(decision.role().isPresent() ? Verdict.ALLOW : Verdict.DENY)
                .setDatabaseRole(decision.role().orElse(null))
                .setRuleId(decision.ruleId())
                .setReason(decision.reason())
                .setPolicyVersion(policyVersion)
                .build();
    }

    /** What a decision was made from. */
    record Basis(String policyVersion, String catalogVersion) {}

    /**
     * @param tokens of the statement; null where it has none, and then the decision pins no slots
     */
    DecisionMade decision(DecisionRequested request, Decision decision, @Nullable Tokens tokens, Basis basis) {
        return DecisionMade.newBuilder()
                .setMeta(meta(request.getKey(), request.getMeta()))
                .setKey(request.getKey())
                .setVerdict(verdict(decision.verdict()))
                .setKind(StatementKind.valueOf(decision.kind().name()))
                .setEdits(decision.edits().stream()
                        .map(edit -> new Edit(edit.from(), edit.to(), edit.replacement()))
                        .toList())
                .setPinnedSlots(tokens == null ? List.of() : pinned(decision, tokens))
                .setMaskedColumns(columns(decision.maskedColumns()))
                .setGuardedColumns(columns(decision.guardedColumns()))
                .setRules(decision.hits().stream()
                        .map(hit -> new RuleHit(hit.ruleId(), verdict(hit.verdict()), shortened(hit.reason())))
                        .toList())
                .setReason(shortened(decision.reason()))
                .setApproval(decision.approval()
                        .map(terms -> new ApprovalTerms(
                                terms.approverGroups().stream().sorted().toList(),
                                (int) terms.timeToLive().toSeconds()))
                        .orElse(null))
                .setPolicyVersion(basis.policyVersion())
                .setCatalogVersion(basis.catalogVersion())
                .setUnrestricted(decision.unrestricted())
                .setProof(proof(decision).map(ProofAnswers::proof).orElse(null))
                .setQueries(proof(decision).map(ProofAnswers::queries).orElse(List.of()))
                .setGuardedSources(proof(decision).map(ProofAnswers::sources).orElse(List.of()))
                .setDiscreet(decision.treatment().discreet())
                .build();
    }

    private static Optional<ProofTerms> proof(Decision decision) {
        return decision.treatment().proof();
    }

    private static List<MaskedColumn> columns(List<Decision.MaskedColumn> columns) {
        return columns.stream()
                .map(column -> new MaskedColumn(
                        column.relationOid(),
                        column.columnNumber(),
                        column.name().toString(),
                        column.mask()))
                .toList();
    }

    private static List<PinnedSlot> pinned(Decision decision, Tokens tokens) {
        return decision.pinnedSlots().stream()
                .sorted()
                .map(slot -> new PinnedSlot(slot, SealedTexts.clear(tokens.slotBytes(slot))))
                .toList();
    }

    private EventMeta meta(String key, EventMeta request) {
        long sequence = sequences.merge(key, 1L, Long::sum) - 1;
        return metas.next(
                key, sequence, Optional.ofNullable(request.getCorrelationId()).orElse(""), request.getEventId());
    }

    private static Verdict verdict(io.postern.policy.domain.Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> Verdict.ALLOW;
            case PARK -> Verdict.PARK;
            case DENY -> Verdict.DENY;
        };
    }

    private static String shortened(String reason) {
        return reason.length() <= MAX_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, MAX_REASON / 2)) + "…";
    }
}
