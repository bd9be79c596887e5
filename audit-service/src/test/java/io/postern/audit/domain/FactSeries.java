package io.postern.audit.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Facts of one session as one producer writes them, a second apart. */
final class FactSeries {

    static final String SESSION = "s-1";
    static final Instant START = Instant.parse("2026-11-20T10:00:00.000001Z");
    static final Principal ANNA = new Principal("https://issuer.example", "anna", List.of("agents", "analysts"));
    static final Principal BEN = new Principal("https://issuer.example", "ben", List.of("approvers"));

    private final String producer;
    private final List<Fact> facts = new ArrayList<>();
    private long sequence;

    FactSeries(String producer) {
        this.producer = producer;
    }

    static FactSeries series() {
        return new FactSeries("proxy-1");
    }

    List<Fact> facts() {
        return List.copyOf(facts);
    }

    SessionStory story() {
        return SessionLog.empty(SESSION).plus(facts).story();
    }

    /** The producer wrote facts that never reached the log. */
    FactSeries lost(int count) {
        sequence += count;
        return this;
    }

    FactSeries opened() {
        return add(meta -> new Fact.SessionOpened(
                meta,
                ANNA,
                new Fact.Target("shop", "shop_agent"),
                new Fact.Client("127.0.0.1:50112", "psql", true),
                new Fact.Admission("agents-on-shop", "9f2c")));
    }

    FactSeries turnedAway(Optional<Principal> who) {
        return add(meta -> new Fact.SessionRefused(
                meta, who, Optional.of("shop"), "10.0.0.9:4711", new Fact.Turned("28P01", "token expired")));
    }

    FactSeries closed() {
        return add(meta -> new Fact.SessionClosed(meta, "client disconnected", 1));
    }

    FactSeries submitted(String statement, Verdict verdict, String text) {
        return submitted(statement, verdict, text, Optional.empty(), List.of());
    }

    FactSeries submitted(
            String statement, Verdict verdict, String text, Optional<String> rewritten, List<Parameter> parameters) {
        boolean masked = rewritten.isPresent();
        return add(meta -> new Fact.StatementSubmitted(
                meta,
                statement,
                new Fact.Submission(
                        parameters.isEmpty() ? Protocol.SIMPLE : Protocol.EXTENDED,
                        "SELECT",
                        new Fact.Shape("abc123", "SELECT $1"),
                        Content.clear(text),
                        rewritten.map(Content::clear),
                        parameters,
                        new Fact.Ruling(
                                verdict,
                                List.of(new Rule("rule-" + verdict, verdict, "because of " + verdict)),
                                masked ? List.of("public.customers.email") : List.of(),
                                Optional.of("9f2c"),
                                Optional.of("77aa")))));
    }

    FactSeries parked(String statement) {
        return add(meta -> new Fact.StatementParked(
                meta, statement, new Fact.Parking("ap-7", meta.occurredAt().plusSeconds(600))));
    }

    FactSeries resumed(String statement) {
        return add(meta -> new Fact.StatementResumed(meta, statement, new Fact.Resumption("ap-7", BEN, "ticket 4711")));
    }

    FactSeries refused(String statement, String sqlState, String reason) {
        return add(meta -> new Fact.StatementRefused(
                meta, statement, new Fact.Refusal(sqlState, reason, Optional.empty(), Optional.empty())));
    }

    FactSeries disagreed(String statement, String... differences) {
        return add(meta -> new Fact.AnalysisDisagreed(meta, statement, new Fact.Disagreement(List.of(differences))));
    }

    FactSeries deniedByPerson(String statement) {
        return add(meta -> new Fact.StatementRefused(
                meta,
                statement,
                new Fact.Refusal("42501", "approval denied: not today", Optional.of("ap-7"), Optional.of(BEN))));
    }

    FactSeries completed(String statement, Outcome outcome) {
        return add(meta -> new Fact.StatementCompleted(
                meta,
                statement,
                new Fact.Completion(
                        outcome,
                        outcome == Outcome.SUCCEEDED ? "SELECT 3" : "",
                        outcome == Outcome.SUCCEEDED ? 3 : 0,
                        321,
                        Duration.ofNanos(2_345_000),
                        outcome == Outcome.FAILED ? Optional.of("42P01") : Optional.empty())));
    }

    private FactSeries add(Function<FactMeta, Fact> make) {
        String id = producer + "-" + sequence;
        facts.add(make.apply(new FactMeta(id, SESSION, START.plusSeconds(sequence), producer, sequence)));
        sequence++;
        return this;
    }
}
