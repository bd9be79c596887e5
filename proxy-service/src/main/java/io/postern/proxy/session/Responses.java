package io.postern.proxy.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.RowDescription;
import io.postern.pgwire.TransactionStatus;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.Outline;

/**
 * What the server still owes, in order: one entry for every forwarded message that it answers. Injected messages have
 * entries too, whose answers never reach the client as they are. Confined to its session's thread.
 */
final class Responses {

    private final String sessionId;
    private final Names names;
    private final ReportedSettings settings;
    private final Deque<Expected> expected = new ArrayDeque<>();
    /** Executed in part; they end with their transaction at the latest. */
    private final Set<Running> suspended = new LinkedHashSet<>();

    private final Discretion discretion = new Discretion();
    private final GuardedColumns guarded = new GuardedColumns();

    /** Answers that were awaited so far and are not any more. */
    private long answered;

    private TransactionStatus status = TransactionStatus.IDLE;
    private boolean unsynced;
    private boolean skipping;
    private boolean copyingIn;
    private boolean ending;
    private boolean waited;
    private boolean wide;

    Responses(String sessionId, Names names, ReportedSettings settings) {
        this.sessionId = sessionId;
        this.names = names;
        this.settings = settings;
    }

    /** What to do with the server's message. */
    enum Disposition {
        RELAY,
        WITHHOLD
    }

    TransactionStatus status() {
        return status;
    }

    /** Whether the server has answered everything and no implicit transaction of the extended protocol is open. */
    boolean isQuiet() {
        return expected.isEmpty() && !unsynced;
    }

    /** Whether the server reported an error and now reads over everything up to Sync. */
    boolean isSkipping() {
        return skipping;
    }

    /** Whether the server takes in what the client sends for a COPY. */
    boolean isCopyingIn() {
        return copyingIn;
    }

    /** Whether the client's next message has to wait for the answer to the last one forwarded. */
    boolean isHolding() {
        Expected last = expected.peekLast();
        return last != null && followed(last).isHolding();
    }

    /** Whether the server has said that it closes the connection. */
    boolean isEnding() {
        return ending;
    }

    /** True once for each time that the server is behind. */
    boolean isFirstWait() {
        boolean first = !waited;
        waited = true;
        return first;
    }

    /** The message that is forwarded next stands under this decision. */
    void under(Decision decision) {
        wide |= decision.isUnrestricted();
        discretion.forwarded(decision, answered + expected.size());
    }

    /** The statement that is forwarded next, under this decision, makes or runs something that has a name in SQL. */
    void underNames(Decision decision, Outline outline) {
        if (outline.runsNamed()) {
            discretion.runsNamed(answered + expected.size());
        }
        if (outline.namesQueries() && decision.isDiscreet()) {
            discretion.named();
        }
    }

    /** Whether a statement was forwarded that nothing restricted: settings and names may be other than they seem. */
    boolean isWide() {
        return wide;
    }

    /** How the server reads constants and parameters now. */
    SortedMap<String, String> settings() {
        return settings.ofValues();
    }

    int size() {
        return expected.size();
    }

    void expect(Expected answer) {
        expected.add(answer);
        waited = false;
        if (answer instanceof Expected.Synchronization) {
            skipping = false;
            names.synced();
        }
        unsynced = !(answer instanceof Expected.Synchronization
                || answer instanceof Expected.QueryResult
                || answer instanceof Expected.InjectedQuery);
    }

    /**
     * @throws UnexpectedAnswer where the server breaks the protocol, or shows what it must not
     */
    Disposition on(BackendMessage message, long bytes, Moment now, Out out) throws UnexpectedAnswer {
        countBytes(bytes);
        return switch (message.backendType()) {
            case PARSE_COMPLETE, BIND_COMPLETE, CLOSE_COMPLETE -> {
                if (expected.peek() instanceof Expected.InjectedClose
                        && message.backendType() == BackendType.CLOSE_COMPLETE) {
                    remove();
                    yield Disposition.WITHHOLD;
                }
                pop(Expected.Confirmation.class).change().confirm();
                yield Disposition.RELAY;
            }
            case PARAMETER_DESCRIPTION -> {
                head(Expected.Description.class);
                yield Disposition.RELAY;
            }
            case NO_DATA -> {
                if (expected.peek() instanceof Expected.InjectedDescription) {
                    remove();
                    yield Disposition.WITHHOLD;
                }
                pop(Expected.Description.class);
                yield Disposition.RELAY;
            }
            case ROW_DESCRIPTION -> onRowDescription((RowDescription) message);
            case COMMAND_COMPLETE -> onCommandComplete((CommandComplete) message, now, out);
            case EMPTY_QUERY_RESPONSE -> onEmptyQuery(now, out);
            case PORTAL_SUSPENDED -> {
                answered().running().ifPresent(suspended::add);
                yield Disposition.RELAY;
            }
            case READY_FOR_QUERY -> onReadyForQuery((ReadyForQuery) message, now, out);
            case ERROR_RESPONSE -> onError((ErrorResponse) message, now, out);
            case PARAMETER_STATUS ->
                settings.on((ParameterStatus) message, wide) ? Disposition.RELAY : Disposition.WITHHOLD;
            case COPY_IN_RESPONSE -> {
                requireCopy();
                copyingIn = true;
                yield Disposition.RELAY;
            }
            case COPY_OUT_RESPONSE, COPY_DONE -> {
                requireCopy();
                yield Disposition.RELAY;
            }
            case NOTICE_RESPONSE -> onNotice((NoticeResponse) message, out);
            case NOTIFICATION_RESPONSE -> discretion.keepsNotifications() ? Disposition.WITHHOLD : Disposition.RELAY;
            case AUTHENTICATION,
                    BACKEND_KEY_DATA,
                    NEGOTIATE_PROTOCOL_VERSION,
                    COPY_BOTH_RESPONSE,
                    FUNCTION_CALL_RESPONSE,
                    COPY_DATA,
                    DATA_ROW ->
                throw new UnexpectedAnswer("the server sent " + message.backendType() + " out of place");
        };
    }

    private Expected remove() {
        answered++;
        return expected.remove();
    }

    private void requireCopy() throws UnexpectedAnswer {
        Expected head = expected.peek();
        if (head == null || !followed(head).copies()) {
            throw new UnexpectedAnswer("the server began a COPY that was not asked for");
        }
    }

    /** The client sent CopyDone or CopyFail. Of a Query the end is awaited; an Execute may be followed by its Sync. */
    void copyEnded() {
        copyingIn = false;
        Expected head = expected.peek();
        if (head instanceof Expected.Execution execution) {
            execution.followed().release();
        }
    }

    private static Followed followed(Expected answer) {
        if (answer instanceof Expected.QueryResult query) {
            return query.followed();
        }
        return answer instanceof Expected.Execution execution ? execution.followed() : Followed.NOTHING;
    }

    /** The connection is gone: what was forwarded may have run. */
    void abandon(Moment now, Out out) {
        for (Expected answer : expected) {
            running(answer).ifPresent(suspended::add);
        }
        suspended.forEach(running -> running.unknown(now).ifPresent(fact -> out.emit(sessionId, fact)));
        suspended.clear();
        expected.clear();
    }

    private void end(Running running, Moment now, Out out) {
        suspended.remove(running);
        running.end(now).ifPresent(fact -> out.emit(sessionId, fact));
    }

    private Disposition onRowDescription(RowDescription rows) throws UnexpectedAnswer {
        Expected head = expected.peek();
        if (head instanceof Expected.Description description) {
            remove();
            Optional<Names.Prepared> prepared = description.prepared();
            check(rows, prepared.flatMap(Names.Prepared::decision), Optional.empty(), prepared);
            return Disposition.RELAY;
        }
        if (head instanceof Expected.InjectedDescription injected) {
            remove();
            check(rows, Optional.of(injected.running().decision()), Optional.of(injected.running()), Optional.empty());
            return Disposition.WITHHOLD;
        }
        Optional<Running> running = running(head(Expected.QueryResult.class));
        check(rows, running.map(Running::decision), running, Optional.empty());
        return Disposition.RELAY;
    }

    private void check(
            RowDescription rows,
            Optional<Decision> decision,
            Optional<Running> running,
            Optional<Names.Prepared> prepared)
            throws UnexpectedAnswer {
        Optional<MaskedColumn> raw = decision.flatMap(made -> guarded.in(rows, made));
        if (raw.isPresent()) {
            throw UnexpectedAnswer.raw(new UnexpectedAnswer.RawColumn(raw.get(), running, prepared));
        }
    }

    private Disposition onCommandComplete(CommandComplete command, Moment now, Out out) throws UnexpectedAnswer {
        if (expected.peek() instanceof Expected.QueryResult query) {
            query.running().ifPresent(running -> running.complete(command));
            query.followed().completed();
        } else {
            Expected.Execution execution = answered();
            execution.followed().completed();
            execution.running().ifPresent(running -> {
                running.complete(command);
                end(running, now, out);
            });
        }
        return Disposition.RELAY;
    }

    private Disposition onEmptyQuery(Moment now, Out out) throws UnexpectedAnswer {
        if (!(expected.peek() instanceof Expected.QueryResult)) {
            answered().running().ifPresent(running -> end(running, now, out));
        }
        return Disposition.RELAY;
    }

    private Disposition onReadyForQuery(ReadyForQuery ready, Moment now, Out out) throws UnexpectedAnswer {
        Expected head = expected.peek();
        if (head instanceof Expected.QueryResult query) {
            query.running().ifPresent(running -> end(running, now, out));
            query.dropped().confirm();
        } else if (head instanceof Expected.InjectedQuery injected) {
            injected.dropped().confirm();
        } else if (!(head instanceof Expected.Synchronization)) {
            throw new UnexpectedAnswer("the server sent ReadyForQuery out of place");
        }
        remove();
        status = ready.status();
        if (status == TransactionStatus.IDLE) {
            discretion.transactionEnded(answered);
            names.endTransaction();
            List.copyOf(suspended).forEach(running -> end(running, now, out));
        }
        return Disposition.RELAY;
    }

    private Disposition onError(ErrorResponse error, Moment now, Out out) {
        copyingIn = false;
        ending |= !error.severity().equals("ERROR");
        if (expected.peek() instanceof Expected.InjectedDescription) {
            // The Execute behind it would have failed alike.
            remove();
        }
        Expected head = expected.peek();
        if (head instanceof Expected.InjectedQuery injected) {
            out.reply(injected.denial().toMessage());
            return Disposition.WITHHOLD;
        }
        if (head instanceof Expected.InjectedParse injected) {
            out.reply(injected.denial().toMessage());
            skipToSync(now, out);
            return Disposition.WITHHOLD;
        }
        Disposition disposition = told(error, out);
        if (head == null) {
            // Such as statement_timeout, which runs on while the client or a person is waited for.
            skipping = unsynced;
        } else if (head instanceof Expected.QueryResult query) {
            query.running().ifPresent(running -> running.fail(error.sqlState()));
        } else if (!(head instanceof Expected.Synchronization)) {
            if (head instanceof Expected.Execution execution) {
                execution.started().ifPresent(Names.Portal::reached);
                execution.running().ifPresent(running -> {
                    running.fail(error.sqlState());
                    end(running, now, out);
                });
                remove();
            }
            skipToSync(now, out);
        }
        return disposition;
    }

    private Disposition told(ErrorResponse error, Out out) {
        if (!discretion.appliesTo(answered)) {
            return Disposition.RELAY;
        }
        out.reply(SafeWords.of(error));
        return Disposition.WITHHOLD;
    }

    private Disposition onNotice(NoticeResponse notice, Out out) {
        if (!discretion.appliesTo(answered)) {
            return Disposition.RELAY;
        }
        SafeWords.of(notice).ifPresent(out::reply);
        return Disposition.WITHHOLD;
    }

    /** What was forwarded behind the failed message has no effect. */
    private void skipToSync(Moment now, Out out) {
        while (!expected.isEmpty() && !(expected.peek() instanceof Expected.Synchronization)) {
            Expected skipped = remove();
            if (skipped instanceof Expected.Confirmation confirmation) {
                confirmation.change().undo();
            } else if (skipped instanceof Expected.QueryResult query) {
                query.dropped().undo();
            } else if (skipped instanceof Expected.InjectedQuery injected) {
                injected.dropped().undo();
            } else if (skipped instanceof Expected.Execution execution) {
                execution.started().ifPresent(Names.Portal::notStarted);
            }
            running(skipped)
                    .filter(running -> !suspended.contains(running))
                    .flatMap(running -> running.skipped(now))
                    .ifPresent(fact -> out.emit(sessionId, fact));
        }
        if (expected.isEmpty()) {
            skipping = true;
            unsynced = true;
        }
    }

    private void countBytes(long bytes) {
        Expected head = expected.peek();
        if (head != null) {
            running(head).ifPresent(running -> running.count(bytes));
        }
    }

    private static Optional<Running> running(Expected answer) {
        if (answer instanceof Expected.QueryResult query) {
            return query.running();
        }
        return answer instanceof Expected.Execution execution ? execution.running() : Optional.empty();
    }

    private Expected.Execution answered() throws UnexpectedAnswer {
        Expected.Execution execution = pop(Expected.Execution.class);
        execution.started().ifPresent(Names.Portal::reached);
        return execution;
    }

    private <T extends Expected> T pop(Class<T> type) throws UnexpectedAnswer {
        T head = head(type);
        remove();
        return head;
    }

    private <T extends Expected> T head(Class<T> type) throws UnexpectedAnswer {
        @Nullable Expected head = expected.peek();
        if (!type.isInstance(head)) {
            throw new UnexpectedAnswer("the server answered what was not asked");
        }
        return type.cast(head);
    }
}
