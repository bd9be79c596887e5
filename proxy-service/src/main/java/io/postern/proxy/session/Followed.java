package io.postern.proxy.session;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.proxy.session.Names.Origin;
import io.postern.proxy.session.Names.Portal;
import io.postern.proxy.session.Names.Prepared;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.Outline.Step;
import io.postern.proxy.statement.StatementText;

/**
 * What the statements of one forwarded text do to names, done as the server completes each. While such a text, or one that
 * may copy, is unanswered, what the client sends behind it waits. Confined to its session's thread.
 */
final class Followed {

    /** A text that has nothing to be followed. */
    static final Followed NOTHING = new Followed(List.of(), false);

    private final Iterator<Completion> completions;
    private final boolean copies;
    private boolean holding;

    private interface Completion {
        void apply();
    }

    private Followed(List<Completion> completions, boolean copies) {
        this.completions = completions.iterator();
        this.copies = copies;
        this.holding = !completions.isEmpty();
    }

    static Followed of(StatementText text, Decision decision, Names names, LexerLimits limits) {
        if (!text.outline().isFollowed()) {
            return NOTHING;
        }
        Follower follower = new Follower(text, decision, names, limits);
        return new Followed(
                text.outline().steps().stream()
                        .map(step -> (Completion) () -> follower.complete(step))
                        .toList(),
                text.outline().copies());
    }

    boolean copies() {
        return copies;
    }

    /** Whether the client's next message has to wait for an answer to this text. */
    boolean isHolding() {
        return holding;
    }

    void release() {
        holding = false;
    }

    /** The server completed the next statement. */
    void completed() {
        if (completions.hasNext()) {
            completions.next().apply();
        }
    }

    private record Follower(StatementText text, Decision decision, Names names, LexerLimits limits) {

        void complete(Step step) {
            if (step instanceof Step.Prepare prepare) {
                preparedBySql(prepare)
                        .ifPresent(query -> names.prepare(prepare.name(), query).confirm());
            } else if (step instanceof Step.Deallocate deallocate) {
                names.closeStatement(deallocate.name()).confirm();
            } else if (step instanceof Step.DeallocateAll) {
                names.dropNamedStatements();
            } else if (step instanceof Step.DiscardAll) {
                names.dropNamedStatements();
                names.dropPortals();
            } else if (step instanceof Step.Declare declare) {
                Origin origin = declare.hold() ? Origin.HELD : Origin.DECLARED;
                Optional<Prepared> declared = prepared(declare.from(), declare.to());
                names.bind(declare.name(), Portal.declared(declared, decision, origin))
                        .confirm();
            } else if (step instanceof Step.CloseCursor close) {
                names.closePortal(close.name()).confirm();
            } else if (step instanceof Step.CloseAll) {
                names.dropPortals();
            }
        }

        private Optional<Prepared> prepared(int from, int to) {
            return part(from, to).map(query -> new Prepared(query, query.sql(), List.of(), Optional.of(decision)));
        }

        /** The protocol's Execute decides the query alone, and runs it where that comes to the same. */
        private Optional<Prepared> preparedBySql(Step.Prepare prepare) {
            return textOf(prepare.from(), prepare.to())
                    .map(query -> new Prepared(
                            query,
                            decision.edits().isEmpty() ? query.sql() : decision.rewrite(text),
                            List.of(),
                            Optional.of(decision)));
        }

        /** Of several statements decided as one text, none has a decision of its own, unless there is nothing to decide. */
        private Optional<StatementText> part(int from, int to) {
            if (from == 0 && text.outline().steps().size() == 1) {
                return Optional.of(text);
            }
            return decision.isUnrestricted() ? textOf(from, to) : Optional.empty();
        }

        private Optional<StatementText> textOf(int from, int to) {
            try {
                return Optional.of(text.part(from, to, limits));
            } catch (LexicalError e) {
                return Optional.empty();
            }
        }
    }
}
