package io.postern.proxy.adapter.netty;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.postern.identity.Identity;
import io.postern.identity.TokenVerifier;
import io.postern.proxy.proof.Difference;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.proof.Proofs;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.ApprovalResolution;
import io.postern.proxy.statement.Approvals;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Decisions;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.Rule;
import io.postern.proxy.statement.Safeguards;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.statement.SessionLog;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.statement.Verdict;

/**
 * The rest of the system around one fuzzed session: decides by words in the statement, answers in random order and sometimes not
 * well, and keeps what was recorded, so that what reaches the server can be held against it.
 */
final class FuzzPorts implements Decisions, Proofs, SessionLog, Approvals, Executor {

    static final Identity ANN = new Identity("https://issuer.test", "ann", Set.of("agents"));
    static final String TOKEN = "token-of-ann";

    private static final Identity LEE = new Identity("https://issuer.test", "lee", Set.of("approvers"));
    private static final Decision.Versions VERSIONS = new Decision.Versions("p1", "c1");

    private static final long MASKED_RELATION = 16_400;
    private static final Safeguards SAFEGUARDS = new Safeguards(
            Optional.of(new ProofTerms(ProofTerms.Need.REQUIRED, List.of(), List.of())), Safeguards.Speech.OPEN);

    /** How likely answers are refusals or failures. */
    enum Mood {
        /** Everything that may be allowed is. */
        KIND,
        /** Some answers are failures. */
        MOODY
    }

    private final Random random;
    private final Mood mood;
    private final Findings findings;

    /** Whether the client may do everything, so that no word in a statement matters. */
    private final boolean unrestricted;

    private final List<Runnable> pending = new ArrayList<>();
    private final Map<String, Integer> recorded = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Set<String> cleared = new HashSet<>();
    private final Set<String> proven = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> due = new HashSet<>();
    private final Map<String, Consumer<ApprovalResolution>> approvals = new HashMap<>();
    private final Map<String, Request> requests = new HashMap<>();
    private int opened;
    private int closed;

    FuzzPorts(Random random, Mood mood, Findings findings) {
        this.random = random;
        this.mood = mood;
        this.findings = findings;
        unrestricted = random.nextInt(4) == 0;
    }

    /** Answers one question, if any is open; all the rest may wait. */
    boolean answerOne() {
        if (pending.isEmpty()) {
            return false;
        }
        pending.remove(random.nextInt(pending.size())).run();
        return true;
    }

    boolean resolveOne() {
        if (approvals.isEmpty()) {
            return false;
        }
        List<String> ids = approvals.keySet().stream().sorted().toList();
        String id = ids.get(random.nextInt(ids.size()));
        Consumer<ApprovalResolution> listener = approvals.remove(id);
        Request request = requests.get(id);
        if (listener != null && request != null) {
            listener.accept(
                    switch (random.nextInt(5)) {
                        case 0 -> new ApprovalResolution.Denied(LEE, "");
                        case 1 -> new ApprovalResolution.Expired();
                        default ->
                            new ApprovalResolution.Granted(
                                    LEE, "", request.ticket().binding());
                    });
        }
        return true;
    }

    boolean isQuiet() {
        return pending.isEmpty() && approvals.isEmpty();
    }

    /** Whether this text may run once more by what the log has acknowledged; takes one of its times away. */
    boolean mayRun(String text) {
        Integer times = recorded.get(text);
        if (times == null || times == 0) {
            return false;
        }
        recorded.put(text, times - 1);
        return true;
    }

    boolean isRecorded(String text) {
        return recorded.containsKey(text);
    }

    /** Whether the text was decided to be allowed, at once or after approval. */
    boolean isCleared(String text) {
        return cleared.contains(text) && (unrestricted || proven.contains(text));
    }

    /** What has to be true once the session is over. */
    void checkEnd() {
        if (opened != closed) {
            findings.add("opened " + opened + " times, closed " + closed + " times on the log");
        }
        if (!due.isEmpty()) {
            findings.add("statements without an end on the log: " + due.size());
        }
        if (!approvals.isEmpty()) {
            findings.add("requests for approval that nobody took back: " + approvals.size());
        }
    }

    TokenVerifier.Result verify(String token) {
        return token.equals(TOKEN)
                ? new TokenVerifier.Verified(ANN, Instant.now().plus(Duration.ofHours(12)))
                : new TokenVerifier.Rejected(TokenVerifier.Reason.MALFORMED, "not a token");
    }

    @Override
    public void execute(Runnable task) {
        pending.add(task);
    }

    @Override
    public CompletionStage<AdmissionOutcome> admit(Identity identity, String database) {
        CompletableFuture<AdmissionOutcome> answer = new CompletableFuture<>();
        AdmissionOutcome outcome = new AdmissionOutcome.Admitted("agent", "in", "p1");
        if (fails()) {
            outcome = random.nextBoolean()
                    ? new AdmissionOutcome.Rejected("no")
                    : new AdmissionOutcome.Unavailable("too slow");
        }
        complete(answer, outcome);
        return answer;
    }

    @Override
    public CompletionStage<DecisionOutcome> decide(Session session, StatementText text) {
        CompletableFuture<DecisionOutcome> answer = new CompletableFuture<>();
        DecisionOutcome outcome = outcome(text.sql().asString());
        if (random.nextInt(3) == 0) {
            // As from the decision table.
            answer.complete(outcome);
        } else {
            complete(answer, outcome);
        }
        return answer;
    }

    @Override
    public CompletionStage<ProofOutcome> prove(
            Session session, Decision decision, StatementText text, List<Long> parameterTypes) {
        CompletableFuture<ProofOutcome> answer = new CompletableFuture<>();
        String sql = text.sql().asString();
        ProofOutcome outcome = new ProofOutcome.Agreed();
        if (sql.contains("bad")) {
            outcome = new ProofOutcome.Rejected("42601", "not SQL");
        } else if (fails()) {
            outcome = random.nextBoolean()
                    ? new ProofOutcome.Disagreed(List.of(new Difference(Difference.Kind.RELATION, 1, "")))
                    : new ProofOutcome.Impossible("too slow");
        }
        if (outcome instanceof ProofOutcome.Agreed) {
            proven.add(sql);
        }
        if (random.nextInt(3) == 0) {
            answer.complete(outcome);
        } else {
            complete(answer, outcome);
        }
        return answer;
    }

    private <T> void complete(CompletableFuture<T> answer, T value) {
        pending.add(() -> answer.complete(value));
    }

    private DecisionOutcome outcome(String text) {
        if (text.contains("lost") || fails()) {
            return new DecisionOutcome.Unavailable("lost");
        }
        if (unrestricted) {
            cleared.add(text);
            return new DecisionOutcome.Decided(decision(Verdict.ALLOW, Decision.Scope.UNRESTRICTED));
        }
        if (text.contains("denied")) {
            return new DecisionOutcome.Decided(decision(Verdict.DENY, Decision.Scope.NARROWED));
        }
        cleared.add(text);
        return new DecisionOutcome.Decided(
                decision(text.contains("parked") ? Verdict.PARK : Verdict.ALLOW, Decision.Scope.NARROWED));
    }

    private static Decision decision(Verdict verdict, Decision.Scope scope) {
        boolean narrowed = scope == Decision.Scope.NARROWED;
        return new Decision(
                verdict,
                "SELECT",
                List.of(),
                List.of(),
                List.of(),
                narrowed ? List.of(new MaskedColumn(MASKED_RELATION, 1, "public.customers.email")) : List.of(),
                List.of(new Rule("rule-" + verdict, verdict, "Because.")),
                verdict == Verdict.DENY ? "Not this." : "",
                verdict == Verdict.PARK
                        ? Optional.of(new Decision.ApprovalTerms(List.of("approvers"), Duration.ofMinutes(5)))
                        : Optional.empty(),
                VERSIONS,
                scope,
                narrowed ? SAFEGUARDS : Safeguards.NONE);
    }

    private boolean fails() {
        return mood == Mood.MOODY && random.nextInt(40) == 0;
    }

    @Override
    public Writer writer(String sessionId) {
        return facts -> {
            CompletableFuture<Void> acknowledged = new CompletableFuture<>();
            boolean fails = fails();
            facts.forEach(this::check);
            pending.add(() -> {
                if (fails) {
                    acknowledged.completeExceptionally(new IllegalStateException("no log"));
                } else {
                    facts.forEach(this::record);
                    acknowledged.complete(null);
                }
            });
            return acknowledged;
        };
    }

    /** As handed over: even where the acknowledgement fails, they get onto the log in the end. */
    private void check(SessionFact fact) {
        if (fact instanceof SessionFact.Opened) {
            opened++;
        } else if (fact instanceof SessionFact.Closed) {
            closed++;
        } else if (fact instanceof SessionFact.Submitted submitted) {
            texts.put(submitted.statementId(), submitted.text().sql().asString());
            due.add(submitted.statementId());
        } else if (fact instanceof SessionFact.Unreadable unreadable) {
            due.add(unreadable.statementId());
        } else if (fact instanceof SessionFact.Refused refused) {
            // Said again where the log did not acknowledge the first refusal.
            if (!refused.sqlState().equals("58000") || due.contains(refused.statementId())) {
                end(refused.statementId());
            }
        } else if (fact instanceof SessionFact.Completed completed) {
            end(completed.statementId());
        }
    }

    private void end(String statementId) {
        due.remove(statementId);
        if (!ended.add(statementId)) {
            findings.add("a statement ended twice on the log");
        }
    }

    private void record(SessionFact fact) {
        if (fact instanceof SessionFact.Submitted submitted) {
            if (submitted
                    .decision()
                    .filter(decision -> decision.verdict() == Verdict.ALLOW)
                    .isPresent()) {
                recorded.merge(submitted.text().sql().asString(), 1, Integer::sum);
            }
        } else if (fact instanceof SessionFact.Resumed resumed) {
            @Nullable String text = texts.get(resumed.statementId());
            if (text != null) {
                recorded.merge(text, 1, Integer::sum);
            }
        }
    }

    @Override
    public CompletionStage<Void> request(Request request, Consumer<ApprovalResolution> onResolution) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        String id = request.ticket().approvalId();
        requests.put(id, request);
        approvals.put(id, onResolution);
        boolean fails = fails();
        pending.add(() -> {
            if (fails) {
                acknowledged.completeExceptionally(new IllegalStateException("no log"));
            } else {
                acknowledged.complete(null);
            }
        });
        return acknowledged;
    }

    @Override
    public void withdraw(String approvalId, String sessionId, String reason) {
        approvals.remove(approvalId);
    }

    @Override
    public void consume(String approvalId, String sessionId, String statementId) {
        approvals.remove(approvalId);
    }
}
