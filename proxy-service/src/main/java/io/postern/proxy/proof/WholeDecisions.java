package io.postern.proxy.proof;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.postern.identity.Identity;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Decisions;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.Safeguards;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.statement.Verdict;

/**
 * Has a query proven also where the decision asks for no proof, as long as something is masked for the principal: whether there
 * is something to analyse is not for the policy service alone to say.
 */
public final class WholeDecisions implements Decisions {

    private static final ProofTerms NO_QUERY = new ProofTerms(ProofTerms.Need.REQUIRED, List.of(), List.of());

    private final Decisions decisions;

    public WholeDecisions(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public CompletionStage<DecisionOutcome> decide(Session session, StatementText text) {
        return decisions
                .decide(session, text)
                .thenApply(outcome -> outcome instanceof DecisionOutcome.Decided decided
                                && isUnproven(decided.decision())
                                && StatementPart.isQuery(text)
                        ? new DecisionOutcome.Decided(toBeProven(decided.decision()))
                        : outcome);
    }

    private static boolean isUnproven(Decision decision) {
        return decision.verdict() != Verdict.DENY
                && decision.safeguards().proof().isEmpty()
                && !decision.guardedColumns().isEmpty();
    }

    private static Decision toBeProven(Decision decision) {
        return decision.with(
                new Safeguards(Optional.of(NO_QUERY), decision.safeguards().speech()));
    }

    @Override
    public CompletionStage<AdmissionOutcome> admit(Identity identity, String database) {
        return decisions.admit(identity, database);
    }
}
