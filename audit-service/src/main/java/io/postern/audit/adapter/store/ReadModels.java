package io.postern.audit.adapter.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.postern.audit.domain.Fact;
import io.postern.audit.domain.Principal;
import io.postern.audit.domain.Verdict;

/** Carries new facts over into {@code sessions} and {@code statements}, in whatever order they come. */
final class ReadModels {

    private static final String TALLY = """
            INSERT INTO postern_audit.sessions AS s
              (session_id, first_fact_at, last_fact_at, facts, statements, allowed, denied, parked)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (session_id) DO UPDATE SET
              first_fact_at = least(s.first_fact_at, excluded.first_fact_at),
              last_fact_at = greatest(s.last_fact_at, excluded.last_fact_at),
              facts = s.facts + excluded.facts,
              statements = s.statements + excluded.statements,
              allowed = s.allowed + excluded.allowed,
              denied = s.denied + excluded.denied,
              parked = s.parked + excluded.parked""";

    private static final String OPENED = """
            UPDATE postern_audit.sessions SET
              opened_at = ?, issuer = ?, subject = ?, groups = ?, database_name = ?, database_role = ?,
              client_address = ?, application_name = ?, encrypted = ?
            WHERE session_id = ? AND opened_at IS NULL""";

    private static final String REFUSED = """
            UPDATE postern_audit.sessions SET
              refused_at = ?, issuer = ?, subject = ?, groups = ?, database_name = ?,
              client_address = ?, end_sql_state = ?, end_reason = ?
            WHERE session_id = ? AND refused_at IS NULL AND opened_at IS NULL""";

    private static final String CLOSED = """
            UPDATE postern_audit.sessions SET closed_at = ?, end_reason = ?
            WHERE session_id = ? AND closed_at IS NULL""";

    private static final String STATEMENT = """
            INSERT INTO postern_audit.statements AS s (session_id, statement_id, first_sequence, first_fact_at)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (session_id, statement_id) DO UPDATE SET
              first_sequence = least(s.first_sequence, excluded.first_sequence),
              first_fact_at = least(s.first_fact_at, excluded.first_fact_at)""";

    private static final String SUBMITTED = """
            UPDATE postern_audit.statements SET
              submitted_at = ?, protocol = ?, kind = ?, fingerprint = ?, shape = ?, verdict = ?
            WHERE session_id = ? AND statement_id = ? AND submitted_at IS NULL""";

    private static final String PARKED = """
            UPDATE postern_audit.statements SET parked_at = ?, parked_until = ?, approval_id = ?
            WHERE session_id = ? AND statement_id = ? AND parked_at IS NULL""";

    private static final String RESUMED = """
            UPDATE postern_audit.statements SET resumed_at = ?, approver = ?
            WHERE session_id = ? AND statement_id = ? AND resumed_at IS NULL""";

    private static final String STATEMENT_REFUSED = """
            UPDATE postern_audit.statements SET
              refused_at = ?, sql_state = coalesce(sql_state, ?), approver = coalesce(approver, ?)
            WHERE session_id = ? AND statement_id = ? AND refused_at IS NULL""";

    private static final String COMPLETED = """
            UPDATE postern_audit.statements SET
              completed_at = ?, outcome = ?, sql_state = coalesce(?, sql_state), row_count = ?, byte_count = ?, duration_micros = ?
            WHERE session_id = ? AND statement_id = ? AND completed_at IS NULL""";

    private ReadModels() {}

    static void update(Connection connection, List<Fact> facts) throws SQLException {
        if (facts.isEmpty()) {
            return;
        }
        tally(connection, facts);
        try (Batches batches = new Batches(connection)) {
            for (Fact fact : facts) {
                if (fact instanceof Fact.OfStatement of) {
                    batches.on(STATEMENT)
                            .text(of.meta().sessionId())
                            .text(of.statementId())
                            .number(of.meta().sequence())
                            .time(of.meta().occurredAt())
                            .add();
                }
            }
            batches.execute();
            for (Fact fact : facts) {
                add(batches, fact);
            }
            batches.execute();
        }
    }

    private static final class Tally {
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        long facts;
        long statements;
        long allowed;
        long denied;
        long parked;

        void count(Fact fact) {
            Instant at = fact.meta().occurredAt();
            first = at.isBefore(first) ? at : first;
            last = at.isAfter(last) ? at : last;
            facts++;
            if (fact instanceof Fact.StatementSubmitted submitted) {
                Verdict verdict = submitted.submission().ruling().verdict();
                statements++;
                allowed += verdict == Verdict.ALLOW ? 1 : 0;
                denied += verdict == Verdict.DENY ? 1 : 0;
                parked += verdict == Verdict.PARK ? 1 : 0;
            }
        }
    }

    private static void tally(Connection connection, List<Fact> facts) throws SQLException {
        SortedMap<String, Tally> tallies = new TreeMap<>();
        facts.forEach(fact -> tallies.computeIfAbsent(fact.meta().sessionId(), session -> new Tally())
                .count(fact));
        try (Batches batches = new Batches(connection)) {
            for (var session : tallies.entrySet()) {
                Tally tally = session.getValue();
                batches.on(TALLY)
                        .text(session.getKey())
                        .time(tally.first)
                        .time(tally.last)
                        .number(tally.facts)
                        .number(tally.statements)
                        .number(tally.allowed)
                        .number(tally.denied)
                        .number(tally.parked)
                        .add();
            }
            batches.execute();
        }
    }

    private static void add(Batches batches, Fact fact) throws SQLException {
        String session = fact.meta().sessionId();
        Instant at = fact.meta().occurredAt();
        switch (fact.type()) {
            case SESSION_OPENED -> {
                Fact.SessionOpened opened = (Fact.SessionOpened) fact;
                who(batches.on(OPENED).time(at), Optional.of(opened.who()))
                        .text(opened.target().database())
                        .text(opened.target().role())
                        .text(opened.client().address())
                        .text(opened.client().application())
                        .flag(opened.client().encrypted())
                        .text(session)
                        .add();
            }
            case SESSION_REFUSED -> {
                Fact.SessionRefused refused = (Fact.SessionRefused) fact;
                who(batches.on(REFUSED).time(at), refused.who())
                        .text(refused.database().orElse(null))
                        .text(refused.clientAddress())
                        .text(refused.turned().sqlState())
                        .text(refused.turned().reason())
                        .text(session)
                        .add();
            }
            case SESSION_CLOSED ->
                batches.on(CLOSED)
                        .time(at)
                        .text(((Fact.SessionClosed) fact).reason())
                        .text(session)
                        .add();
            case STATEMENT_SUBMITTED -> {
                Fact.Submission submission = ((Fact.StatementSubmitted) fact).submission();
                statement(
                        batches.on(SUBMITTED)
                                .time(at)
                                .text(submission.protocol().name())
                                .text(submission.kind())
                                .text(submission.shape().fingerprint())
                                .text(submission.shape().text())
                                .text(submission.ruling().verdict().name()),
                        fact);
            }
            case STATEMENT_PARKED -> {
                Fact.Parking parking = ((Fact.StatementParked) fact).parking();
                statement(batches.on(PARKED).time(at).time(parking.until()).text(parking.approvalId()), fact);
            }
            case STATEMENT_RESUMED ->
                statement(
                        batches.on(RESUMED)
                                .time(at)
                                .text(((Fact.StatementResumed) fact)
                                        .resumption()
                                        .approver()
                                        .subject()),
                        fact);
            case STATEMENT_REFUSED -> {
                Fact.Refusal refusal = ((Fact.StatementRefused) fact).refusal();
                statement(
                        batches.on(STATEMENT_REFUSED)
                                .time(at)
                                .text(refusal.sqlState())
                                .text(refusal.approver().map(Principal::subject).orElse(null)),
                        fact);
            }
            case ANALYSIS_DISAGREED -> {
                // The refusal that comes with it says what became of the statement.
            }
            case STATEMENT_COMPLETED -> {
                Fact.Completion completion = ((Fact.StatementCompleted) fact).completion();
                statement(
                        batches.on(COMPLETED)
                                .time(at)
                                .text(completion.outcome().name())
                                .text(completion.sqlState().orElse(null))
                                .number(completion.rows())
                                .number(completion.bytes())
                                .number(completion.durationMicros()),
                        fact);
            }
        }
    }

    private static Batches.Row who(Batches.Row row, Optional<Principal> who) throws SQLException {
        return row.text(who.map(Principal::issuer).orElse(null))
                .text(who.map(Principal::subject).orElse(null))
                .texts(who.map(Principal::groups).orElse(null));
    }

    private static void statement(Batches.Row row, Fact fact) throws SQLException {
        row.text(fact.meta().sessionId())
                .text(((Fact.OfStatement) fact).statementId())
                .add();
    }
}
