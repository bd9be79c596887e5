package io.postern.deploy.e2e;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.postern.identity.Identity;
import io.postern.proxy.adapter.netty.SessionParts;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.proof.Proofs;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Decisions;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;

/**
 * The judges of a proxy, of whom the first makes a mistake, and the second or the third or both may be away. What the first
 * decides is made wrong where it arrives in the proxy.
 */
final class ErringJudges implements UnaryOperator<SessionParts.Judges> {

    /** Who is away. */
    enum Missing {
        NOBODY,
        SECOND,
        THIRD,
        BOTH;

        boolean second() {
            return this == SECOND || this == BOTH;
        }

        boolean third() {
            return this == THIRD || this == BOTH;
        }
    }

    private final AtomicBoolean erred = new AtomicBoolean();
    private final Map<String, List<MaskedColumn>> masked = new ConcurrentHashMap<>();
    private final Map<Decision, Decision> seen = new ConcurrentHashMap<>();
    private volatile Mistake mistake = Mistake.NONE;
    private volatile Missing missing = Missing.NOBODY;
    private volatile @Nullable MarketOids market;

    void know(MarketOids oids) {
        market = oids;
    }

    /** From the next statement on. */
    void become(Mistake made, Missing away) {
        mistake = made;
        missing = away;
    }

    /** Whether a decision was made wrong since this was asked last. */
    boolean haveErred() {
        return erred.getAndSet(false);
    }

    @Override
    public SessionParts.Judges apply(SessionParts.Judges right) {
        return new SessionParts.Judges(new Erring(right.decisions()), proofs(right.proofs()));
    }

    private Proofs proofs(Proofs right) {
        return (session, decision, text, parameterTypes) -> missing.second()
                ? CompletableFuture.completedFuture(new ProofOutcome.Agreed())
                : right.prove(session, seen.getOrDefault(decision, decision), text, parameterTypes);
    }

    private Decision wrong(Session session, Decision right, StatementText text) {
        if (!right.guardedColumns().isEmpty()) {
            masked.put(session.role(), right.guardedColumns());
        }
        MarketOids oids = market;
        if (oids == null) {
            return right;
        }
        Decision made = mistake.made(right, text, oids.seenBy(masked.getOrDefault(session.role(), List.of())));
        if (!made.equals(right)) {
            erred.set(true);
        }
        if (!missing.third()) {
            return made;
        }
        Decision unwatched = Mistake.with(made, made.edits(), made.maskedColumns(), List.of(), made.safeguards());
        seen.put(unwatched, made);
        return unwatched;
    }

    private final class Erring implements Decisions {

        private final Decisions right;

        Erring(Decisions right) {
            this.right = right;
        }

        @Override
        public CompletionStage<DecisionOutcome> decide(Session session, StatementText text) {
            return right.decide(session, text)
                    .thenApply(outcome -> outcome instanceof DecisionOutcome.Decided decided
                            ? new DecisionOutcome.Decided(wrong(session, decided.decision(), text))
                            : outcome);
        }

        @Override
        public CompletionStage<AdmissionOutcome> admit(Identity identity, String database) {
            return right.admit(identity, database);
        }
    }
}
