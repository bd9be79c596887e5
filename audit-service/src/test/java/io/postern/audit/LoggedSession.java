package io.postern.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

import io.postern.events.BoundParameter;
import io.postern.events.EventMeta;
import io.postern.events.ParameterFormat;
import io.postern.events.Principal;
import io.postern.events.RuleHit;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.session.Outcome;
import io.postern.events.session.SessionClosed;
import io.postern.events.session.SessionOpened;
import io.postern.events.session.SessionRefused;
import io.postern.events.session.StatementCompleted;
import io.postern.events.session.StatementParked;
import io.postern.events.session.StatementProtocol;
import io.postern.events.session.StatementRefused;
import io.postern.events.session.StatementResumed;
import io.postern.events.session.StatementSubmitted;
import io.postern.schemas.SealedTexts;

/** The events that a proxy writes about one session. */
public final class LoggedSession {

    private final String id;
    private final List<SpecificRecord> events = new ArrayList<>();
    private Instant now;
    private long sequence;

    private LoggedSession(String id, Instant start) {
        this.id = id;
        this.now = start;
    }

    public static LoggedSession of(String id, Instant start) {
        return new LoggedSession(id, start);
    }

    public String id() {
        return id;
    }

    public List<SpecificRecord> events() {
        return List.copyOf(events);
    }

    /** Time passes. */
    public LoggedSession after(long millis) {
        now = now.plusMillis(millis);
        return this;
    }

    public LoggedSession lost(int facts) {
        sequence += facts;
        return this;
    }

    public LoggedSession opened(String subject, String group, String database, String role) {
        return add(SessionOpened.newBuilder()
                .setMeta(meta())
                .setSessionId(id)
                .setPrincipal(principal(subject, group))
                .setDatabase(database)
                .setDatabaseRole(role)
                .setClientAddress("127.0.0.1:50112")
                .setApplicationName("psql")
                .setEncrypted(true)
                .setAdmissionRuleId("agents-on-shop")
                .setPolicyVersion("9f2c4e8a0b1d")
                .build());
    }

    public LoggedSession turnedAway(@Nullable String subject, String sqlState, String reason) {
        return add(SessionRefused.newBuilder()
                .setMeta(meta())
                .setSessionId(id)
                .setPrincipal(subject == null ? null : principal(subject, "agents"))
                .setDatabase("shop")
                .setClientAddress("10.0.0.9:4711")
                .setSqlState(sqlState)
                .setReason(reason)
                .build());
    }

    public LoggedSession submitted(String statement, Verdict verdict, StatementKind kind, String text) {
        return submitted(statement, verdict, kind, text, Optional.empty(), List.of());
    }

    public LoggedSession submitted(
            String statement,
            Verdict verdict,
            StatementKind kind,
            String text,
            Optional<String> rewritten,
            List<BoundParameter> parameters) {
        return add(StatementSubmitted.newBuilder()
                .setMeta(meta())
                .setSessionId(id)
                .setStatementId(statement)
                .setProtocol(parameters.isEmpty() ? StatementProtocol.SIMPLE : StatementProtocol.EXTENDED)
                .setKind(kind)
                .setFingerprint(Integer.toHexString(text.hashCode()))
                .setShape(text.replaceAll("'[^']*'|\\b[0-9]+\\b", "?"))
                .setText(SealedTexts.clear(text))
                .setRewrittenText(rewritten.map(SealedTexts::clear).orElse(null))
                .setParameters(parameters)
                .setVerdict(verdict)
                .setRules(List.of(RuleHit.newBuilder()
                        .setRuleId(
                                verdict == Verdict.DENY
                                        ? "no-ddl"
                                        : verdict == Verdict.PARK ? "writes-need-approval" : "agents-read")
                        .setVerdict(verdict)
                        .setReason(
                                verdict == Verdict.DENY
                                        ? "agents change no tables"
                                        : verdict == Verdict.PARK ? "agents change rows with approval only" : "")
                        .build()))
                .setMaskedColumns(rewritten.isPresent() ? List.of("public.customers.email") : List.of())
                .setPolicyVersion("9f2c4e8a0b1d")
                .setCatalogVersion("77aa")
                .build());
    }

    public static BoundParameter text(long typeOid, @Nullable String value) {
        return BoundParameter.newBuilder()
                .setTypeOid(typeOid)
                .setFormat(ParameterFormat.TEXT)
                .setValue(value == null ? null : SealedTexts.clear(value.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    public LoggedSession parked(String statement, String approval) {
        return add(StatementParked.newBuilder()
                .setMeta(meta())
                .setSessionId(id)
                .setStatementId(statement)
                .setApprovalId(approval)
                .setExpiresAt(now.plusSeconds(600))
                .build());
    }

    public LoggedSession resumed(String statement, String approval, String approver, String reason) {
        return add(StatementResumed.newBuilder()
                .setMeta(meta())
                .setSessionId(id)
                .setStatementId(statement)
                .setApprovalId(approval)
                .setApprover(principal(approver, "approvers"))
                .setReason(reason)
                .build());
    }

    public LoggedSession refused(String statement, String sqlState, String reason) {
        return add(StatementRefused.newBuilder()
                .setMeta(meta())
                .setSessionId(id)
                .setStatementId(statement)
                .setSqlState(sqlState)
                .setReason(reason)
                .build());
    }

    public LoggedSession completed(
            String statement, Outcome outcome, String tag, long rows, @Nullable String sqlState) {
        return add(StatementCompleted.newBuilder()
                .setMeta(meta())
                .setSessionId(id)
                .setStatementId(statement)
                .setOutcome(outcome)
                .setCommandTag(tag)
                .setRows(rows)
                .setBytes(120 + rows * 48)
                .setDurationMicros(1_850)
                .setSqlState(sqlState)
                .build());
    }

    public LoggedSession closed(String reason) {
        long statements =
                events.stream().filter(StatementSubmitted.class::isInstance).count();
        return add(SessionClosed.newBuilder()
                .setMeta(meta())
                .setSessionId(id)
                .setReason(reason)
                .setStatements(statements)
                .build());
    }

    private LoggedSession add(SpecificRecord event) {
        events.add(event);
        now = now.plusMillis(7);
        return this;
    }

    private EventMeta meta() {
        return EventMeta.newBuilder()
                .setEventId(id + "-event-" + sequence)
                .setOccurredAt(now)
                .setProducer("proxy-service/test")
                .setCorrelationId(id)
                .setAggregateId(id)
                .setSequence(sequence++)
                .build();
    }

    private static Principal principal(String subject, String group) {
        return Principal.newBuilder()
                .setIssuer("http://127.0.0.1:8484")
                .setSubject(subject)
                .setGroups(List.of(group))
                .build();
    }
}
