package io.postern.proxy.session;

import java.util.List;
import java.util.Optional;

import io.postern.proxy.proof.Difference;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.session.SessionState.Pending;
import io.postern.proxy.session.SessionState.Proving;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.ProofTerms.Need;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;

/** A decided statement while PostgreSQL says how it reads it. Part of a {@link StatementFlow}, and confined like it. */
final class ProofWait {

    private final Session session;
    private final StatementFlow flow;

    ProofWait(Session session, StatementFlow flow) {
        this.session = session;
        this.flow = flow;
    }

    static boolean isNeeded(Decision decision) {
        return decision.safeguards().proof().isPresent();
    }

    SessionState ask(Pending pending, Decision decision, List<Long> parameterTypes, Out out) {
        long ticket = out.ticket();
        out.add(new Effect.Prove(ticket, session, decision, pending.text(), parameterTypes));
        return new Proving(pending, decision, ticket);
    }

    SessionState onProven(Proving state, ProofOutcome outcome, Moment now, Out out) {
        Pending pending = state.pending();
        Decision decision = state.decision();
        if (flow.isOvertaken()) {
            return new SessionState.Discarding(true);
        }
        if (outcome instanceof ProofOutcome.Disagreed disagreed) {
            List<String> differences =
                    disagreed.differences().stream().map(Difference::describe).toList();
            return flow.refuse(
                    pending,
                    decision,
                    Refusal.ANALYSIS_DISAGREES.denial(
                            "PostgreSQL reads this statement otherwise than the policy service"
                                    + " did; it did not run"),
                    Optional.of(new SessionFact.Disagreed(pending.statementId(), differences, decision.versions())),
                    out);
        }
        if (outcome instanceof ProofOutcome.Rejected rejected) {
            Refusal.Denial denial = Refusal.REJECTED.denial(rejected.message()).withSqlState(rejected.sqlState());
            return flow.refuse(pending, decision, denial, Optional.empty(), out);
        }
        if (outcome instanceof ProofOutcome.Impossible impossible && need(decision) == Need.REQUIRED) {
            return flow.refuse(pending, decision, unproven(impossible.why()), Optional.empty(), out);
        }
        return flow.proceed(pending, decision, now, out);
    }

    private static Need need(Decision decision) {
        return decision.safeguards().proof().map(ProofTerms::need).orElse(Need.WHERE_POSSIBLE);
    }

    private static Refusal.Denial unproven(String why) {
        return Refusal.PROOF_UNAVAILABLE
                .denial("PostgreSQL cannot be asked how it reads this statement; it did not run")
                .withDetail(why)
                .withHint("The administrator of this gate sees in its log what the analysis connection lacks;"
                        + " policy may say \"proof: where-possible\".");
    }
}
