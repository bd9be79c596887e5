package io.postern.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.CopyDone;
import io.postern.pgwire.CopyFail;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Flush;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.Parse;
import io.postern.pgwire.Query;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Terminate;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.statement.ApprovalResolution;
import io.postern.proxy.statement.ApprovalTicket;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.Safeguards;
import io.postern.proxy.statement.SessionFact;

/**
 * One session between a client that pipelines at random and a server that answers when it likes; decisions,
 * acknowledgements, approvals and cancels come when they like. What the client gets is compared, message by message, with
 * what a server would say that had refused the same statements itself; what the server runs, with what was recorded.
 */
final class SessionSimulation {

    private final Random random;
    private final SessionScript session = SessionScript.open();
    private final ModelServer server = new ModelServer(this::onRun);
    private final Deque<Sent> toServer = new ArrayDeque<>();
    private final Deque<BackendMessage> fromServer = new ArrayDeque<>();
    private final List<String> received = new ArrayList<>();
    private final List<FrontendMessage> sent = new ArrayList<>();
    private final Map<Integer, String> refusals = new HashMap<>();
    private final Map<String, String> acknowledged = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> completed = new HashSet<>();
    private final Set<String> unproven = new HashSet<>();
    private final Map<String, String> ran = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private @Nullable Effect asked;
    private @Nullable ApprovalTicket waiting;
    private @Nullable Sent running;
    private Optional<String> recordedNow = Optional.empty();
    private final Deque<FrontendMessage> plan = new ArrayDeque<>();
    private final boolean wide;
    private int texts;

    /** The text of the COPY that the server was asked for, until it is known to have ended. */
    private @Nullable String copying;

    private String copyId = "";

    /** A forwarded message, and the statement that the log has for it. */
    private record Sent(FrontendMessage message, Optional<String> statementId) {}

    SessionSimulation(long seed, boolean wide) {
        random = new Random(seed);
        this.wide = wide;
    }

    /** Plays, then lets everything come to rest and compares. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step(random.nextInt(10));
        }
        settle();
        if (copying != null) {
            say(new CopyDone());
            settle();
        }
        say(new Sync());
        settle();
        assertThat(session.state()).as(this::story).isEqualTo(new SessionState.Ready());
        assertThat(received).as(this::story).isEqualTo(expected());
        session.play(new SessionEvent.ClientSent(new Terminate())).stream()
                .filter(Effect.Emit.class::isInstance)
                .forEach(this::run);
        assertThat(completed).as(this::story).containsAll(ran.keySet());
    }

    private void settle() {
        for (int i = 0; i < 200; i++) {
            step(3 + random.nextInt(6));
        }
        while (asked != null || waiting != null || !toServer.isEmpty() || !fromServer.isEmpty()) {
            step(3 + random.nextInt(5));
        }
    }

    private void step(int choice) {
        switch (choice) {
            case 0, 1, 2, 9 -> say(nextMessage());
            case 3, 4 -> serve();
            case 5 -> deliver();
            case 6, 7 -> answer();
            default -> {
                if (random.nextInt(8) == 0) {
                    cancel();
                }
            }
        }
    }

    private void say(FrontendMessage message) {
        if (session.machine().readsClient()) {
            sent.add(message);
            play(new SessionEvent.ClientSent(message));
        }
    }

    /** Most messages belong together; some do not. */
    private FrontendMessage nextMessage() {
        if (copying != null) {
            return copyMessage(copying);
        }
        if (inFailedTransaction() && random.nextInt(3) > 0) {
            plan.clear();
            return Samples.query(random.nextBoolean() ? "UNDO" : "COMMIT");
        }
        if (plan.isEmpty() && random.nextInt(3) > 0) {
            String name = List.of("", "a", "b").get(random.nextInt(3));
            plan.addAll(List.of(
                    name.isEmpty() ? Samples.closePortal("") : Samples.closeStatement(name),
                    Samples.parse(name, nextText()),
                    Samples.bind(name, name),
                    new Execute(name, random.nextInt(3)),
                    random.nextBoolean() ? Samples.closeStatement(name) : new Execute(name, 2),
                    random.nextInt(3) == 0 ? Samples.closePortal(name) : new Sync()));
        }
        FrontendMessage planned = random.nextInt(6) > 0 ? plan.poll() : null;
        return planned == null ? anyMessage() : planned;
    }

    /** A Sync that overtakes the news of a failed COPY would be lost, so there is none where it fails. */
    private FrontendMessage copyMessage(String text) {
        return switch (random.nextInt(8)) {
            case 0 -> new CopyFail("no more");
            case 1, 2 -> new CopyDone();
            case 3 -> text.startsWith("COPY BAD") ? new Flush() : new Sync();
            default -> new CopyData(Bytes.of(new byte[] {'x'}));
        };
    }

    private boolean inFailedTransaction() {
        return session.state() instanceof SessionState.Ready
                && !received.isEmpty()
                && received.get(received.size() - 1).equals("ReadyForQuery E");
    }

    private FrontendMessage anyMessage() {
        String name = List.of("", "a", "b").get(random.nextInt(3));
        String other = List.of("", "a", "b").get(random.nextInt(3));
        return switch (random.nextInt(18)) {
            case 0, 1 -> Samples.query(nextText());
            case 2, 3, 4 -> Samples.parse(name, nextText());
            case 5, 6, 7 -> Samples.bind(name, other);
            case 8, 9 -> Samples.execute(name);
            case 10 -> new Execute(name, 2);
            case 11 -> random.nextBoolean() ? Samples.describePortal(name) : Samples.describeStatement(name);
            case 12 -> random.nextBoolean() ? Samples.closePortal(name) : Samples.closeStatement(name);
            case 13 -> new Flush();
            default -> new Sync();
        };
    }

    private String nextText() {
        if (wide && random.nextInt(3) == 0) {
            String name = random.nextBoolean() ? "a" : "b";
            int number = ++texts;
            return switch (random.nextInt(7)) {
                case 0, 1 -> "PREPARE " + name + " AS SELECT " + number;
                case 2 -> "DEALLOCATE " + name;
                case 3 -> "DECLARE " + name + " CURSOR FOR SELECT " + number;
                case 4 -> "CLOSE " + name;
                case 5 -> "COPY BAD " + number;
                default -> "COPY t " + number;
            };
        }
        String word = List.of(
                        "SELECT",
                        "SELECT",
                        "SELECT",
                        "SELECT",
                        "SELECT",
                        "DENIED",
                        "PARKED",
                        "SELECT PARKED",
                        "FAIL",
                        "BAD",
                        "LOST",
                        "BEGIN",
                        "BEGIN",
                        "COMMIT",
                        "SAVEPOINT",
                        "UNDO")
                .get(random.nextInt(16));
        return word.matches("BEGIN|COMMIT|SAVEPOINT|UNDO") ? word : word + " " + ++texts;
    }

    private void serve() {
        Sent next = toServer.poll();
        if (next != null) {
            running = next;
            fromServer.addAll(server.on(next.message()));
            running = null;
        }
    }

    private void deliver() {
        BackendMessage message = fromServer.poll();
        if (message != null) {
            log.add("server " + Transcript.line(message));
            play(new SessionEvent.ServerSent(message, 1), message);
            if (session.machine().awaitsRelay()) {
                play(new SessionEvent.ServerRelayed());
            }
        }
    }

    private void answer() {
        Effect effect = asked;
        if (effect instanceof Effect.Decide decide) {
            asked = null;
            play(new SessionEvent.Decided(
                    decide.ticket(), decision(decide.text().sql().asString())));
        } else if (effect instanceof Effect.Prove prove) {
            asked = null;
            play(new SessionEvent.Proven(
                    prove.ticket(), proof(prove.text().sql().asString())));
        } else if (effect instanceof Effect.Append append) {
            asked = null;
            acknowledge(append);
        } else if (effect instanceof Effect.RequestApproval request) {
            asked = null;
            if (random.nextInt(10) == 0) {
                refuse("58000");
                play(new SessionEvent.AppendFailed(request.ticket()));
            } else {
                play(new SessionEvent.Appended(request.ticket()));
            }
        } else if (waiting != null) {
            resolve(waiting);
        }
    }

    private DecisionOutcome decision(String text) {
        if (text.startsWith("LOST")) {
            refuse("58000");
            return new DecisionOutcome.Unavailable("lost");
        }
        if (wide) {
            return new DecisionOutcome.Decided(Samples.unrestricted());
        }
        if (text.startsWith("DENIED")) {
            return new DecisionOutcome.Decided(Samples.deny());
        }
        return new DecisionOutcome.Decided(guarded(text, text.contains("PARKED") ? Samples.park() : Samples.allow()));
    }

    /** Always the same for a text: some guard columns, some are discreet, some need a proof. */
    private static Decision guarded(String text, Decision decision) {
        int kind = Math.floorMod(text.hashCode(), 8);
        List<MaskedColumn> columns =
                kind < 4 ? List.of(new MaskedColumn(16_400, 3, "public.customers.email")) : List.of();
        Optional<ProofTerms> terms = kind % 4 < 2
                ? Optional.of(new ProofTerms(ProofTerms.Need.REQUIRED, List.of(), List.of()))
                : Optional.empty();
        Safeguards.Speech speech = kind % 2 == 0 ? Safeguards.Speech.DISCREET : Safeguards.Speech.OPEN;
        return Samples.with(decision, columns, new Safeguards(terms, speech));
    }

    private ProofOutcome proof(String text) {
        ProofOutcome outcome = switch (random.nextInt(12)) {
            case 0 -> Samples.disagreed();
            case 1 -> new ProofOutcome.Impossible("nobody there");
            case 2 -> new ProofOutcome.Rejected("42703", "no such column");
            default -> new ProofOutcome.Agreed();
        };
        if (outcome instanceof ProofOutcome.Agreed) {
            unproven.remove(text);
        } else {
            unproven.add(text);
        }
        return outcome;
    }

    private void acknowledge(Effect.Append append) {
        boolean fails = random.nextInt(12) == 0;
        String lastRefusal = "";
        for (SessionFact fact : append.facts()) {
            if (fact instanceof SessionFact.Submitted submitted && !fails) {
                acknowledged.put(submitted.statementId(), submitted.text().sql().asString());
                recordedNow = Optional.of(submitted.statementId());
            } else if (fact instanceof SessionFact.Resumed resumed && !fails) {
                recordedNow = Optional.of(resumed.statementId());
            } else if (fact instanceof SessionFact.Refused denial) {
                lastRefusal = denial.sqlState();
            }
        }
        if (fails) {
            refuse("58000");
        } else if (!lastRefusal.isEmpty()) {
            refuse(lastRefusal);
        }
        play(fails ? new SessionEvent.AppendFailed(append.ticket()) : new SessionEvent.Appended(append.ticket()));
        recordedNow = Optional.empty();
    }

    private void resolve(ApprovalTicket ticket) {
        waiting = null;
        ApprovalResolution resolution = switch (random.nextInt(4)) {
            case 0 -> new ApprovalResolution.Denied(Samples.LEE, "");
            case 1 -> new ApprovalResolution.Expired();
            default -> new ApprovalResolution.Granted(Samples.LEE, "", ticket.binding());
        };
        if (!(resolution instanceof ApprovalResolution.Granted)) {
            refuse(resolution instanceof ApprovalResolution.Denied ? "42501" : "57014");
        }
        play(new SessionEvent.ApprovalResolved(ticket.approvalId(), resolution));
    }

    private void cancel() {
        SessionState state = session.state();
        if (state instanceof SessionState.Deciding
                || state instanceof SessionState.Proving
                || state instanceof SessionState.Parking
                || state instanceof SessionState.Parked
                || state instanceof SessionState.Confirming) {
            refuse("57014");
            asked = null;
            waiting = null;
        }
        play(new SessionEvent.CancelAsked());
    }

    /** The message that the session works on will be answered with this error. */
    private void refuse(String sqlState) {
        refusals.putIfAbsent(sent.size() - 1, sqlState);
    }

    private void play(SessionEvent event) {
        play(event, null);
    }

    private void play(SessionEvent event, @Nullable BackendMessage relayed) {
        if (relayed == null) {
            log.add(
                    event instanceof SessionEvent.ClientSent message
                            ? "client " + Transcript.line(message.message())
                            : event.getClass().getSimpleName());
        }
        for (Effect effect : session.play(event)) {
            log.add("  " + Transcript.line(effect));
            run(effect);
        }
        if (relayed != null && session.machine().relaysServerMessage()) {
            receive(relayed);
        }
    }

    private void run(Effect effect) {
        if (effect instanceof Effect.Reply reply) {
            receive(reply.message());
        } else if (effect instanceof Effect.Forward forward) {
            forward(forward.message());
        } else if (SessionScript.ticketOf(effect) != null) {
            assertThat(asked).as(this::story).isNull();
            asked = effect;
            if (effect instanceof Effect.RequestApproval request) {
                waiting = request.request().ticket();
            }
        } else if (effect instanceof Effect.WithdrawApproval) {
            waiting = null;
            if (asked instanceof Effect.RequestApproval || session.state() instanceof SessionState.Discarding) {
                asked = null;
            }
        } else if (effect instanceof Effect.Emit emit) {
            emit.facts().forEach(this::onFact);
        } else {
            assertThat(effect).as(this::story).isNotInstanceOf(Effect.Close.class);
        }
    }

    private void onFact(SessionFact fact) {
        if (fact instanceof SessionFact.Completed ended) {
            if (ended.statementId().equals(copyId)) {
                copying = null;
            }
            assertThat(completed.add(ended.statementId())).as(this::story).isTrue();
            if (ended.outcome() == SessionFact.Outcome.SKIPPED) {
                assertThat(ran).as(this::story).doesNotContainKey(ended.statementId());
            }
        } else if (fact instanceof SessionFact.Refused denial) {
            refused.add(denial.statementId());
        }
    }

    private void forward(FrontendMessage message) {
        boolean own = Transcript.line(message).contains("postern");
        if (message instanceof Query query && !own) {
            assertThat(recordedNow).as(this::story).isPresent();
            assertThat(wide || !unproven.contains(query.sql().asString()))
                    .as(this::story)
                    .isTrue();
        }
        if (message instanceof Parse parse && !wide) {
            assertThat(parse.query().asString()).as(this::story).doesNotStartWith("DENIED");
            assertThat(unproven).as(this::story).doesNotContain(parse.query().asString());
        }
        if (!own) {
            copies(message);
        }
        toServer.add(new Sent(message, recordedNow));
    }

    private void copies(FrontendMessage message) {
        String text = message instanceof Query query ? query.sql().asString() : "";
        if (message instanceof Execute && recordedNow.isPresent()) {
            text = acknowledged.getOrDefault(recordedNow.get(), "");
        }
        if (text.startsWith("COPY")) {
            copying = text;
            copyId = recordedNow.orElseThrow();
        }
    }

    /** Only what was acknowledged as this very text runs, and once. */
    private void onRun(String text) {
        Optional<String> statementId = running == null ? Optional.empty() : running.statementId();
        assertThat(statementId).as(this::story).isPresent();
        String id = statementId.orElseThrow();
        assertThat(acknowledged.get(id)).as(this::story).isEqualTo(text);
        assertThat(refused).as(this::story).doesNotContain(id);
        assertThat(ran.put(id, text)).as(this::story).isNull();
        assertThat(!wide && text.startsWith("DENIED")).as(this::story).isFalse();
    }

    private void receive(BackendMessage message) {
        if (!(message instanceof NoticeResponse)) {
            received.add(line(message));
        }
    }

    private static String line(BackendMessage message) {
        return message instanceof io.postern.pgwire.ErrorResponse error ? error.sqlState() : Transcript.line(message);
    }

    /** The same messages and refusals, played to a server without a gate and without any delay. */
    private List<String> expected() {
        List<String> lines = new ArrayList<>();
        ModelServer alone = new ModelServer(text -> {});
        for (int i = 0; i < sent.size(); i++) {
            alone.on(sent.get(i), refusals.get(i)).forEach(message -> lines.add(line(message)));
        }
        return lines;
    }

    private String story() {
        return "\n" + String.join("\n", log) + "\n";
    }

    /** Statements that the server ran. */
    int ran() {
        return ran.size();
    }

    /** Statements that were refused. */
    int refused() {
        return refusals.size();
    }
}
