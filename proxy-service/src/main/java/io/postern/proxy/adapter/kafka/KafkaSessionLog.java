package io.postern.proxy.adapter.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.apache.avro.specific.SpecificRecord;

import io.postern.events.EventMeta;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.session.AnalysisDisagreed;
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
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.statement.SessionLog;
import io.postern.schemas.EventMetas;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.Topics;

/** The audit log: facts become events, stamped in the order in which they are handed over. */
final class KafkaSessionLog implements SessionLog {

    private final EventWriters writers;
    private final EventMetas metas;

    KafkaSessionLog(EventWriters writers, EventMetas metas) {
        this.writers = writers;
        this.metas = metas;
    }

    @Override
    public Writer writer(String sessionId) {
        return new SessionWriter(sessionId, writers.writer(Topics.SESSION_EVENTS, sessionId));
    }

    private final class SessionWriter implements Writer {
        private final String sessionId;
        private final EventWriter events;
        private long sequence;

        private SessionWriter(String sessionId, EventWriter events) {
            this.sessionId = sessionId;
            this.events = events;
        }

        @Override
        public synchronized CompletionStage<Void> append(List<SessionFact> facts) {
            List<SpecificRecord> stamped = new ArrayList<>();
            for (SessionFact fact : facts) {
                stamped.add(event(metas.next(sessionId, sequence++, sessionId, null), fact));
            }
            return events.write(stamped);
        }

        private SpecificRecord event(EventMeta meta, SessionFact fact) {
            if (fact instanceof SessionFact.Submitted submitted) {
                return submitted(meta, submitted);
            }
            if (fact instanceof SessionFact.Unreadable unreadable) {
                return unreadable(meta, unreadable);
            }
            if (fact instanceof SessionFact.Completed completed) {
                return completed(meta, completed);
            }
            if (fact instanceof SessionFact.Opened opened) {
                return opened(meta, opened);
            }
            if (fact instanceof SessionFact.Refused refused) {
                return StatementRefused.newBuilder()
                        .setMeta(meta)
                        .setSessionId(sessionId)
                        .setStatementId(refused.statementId())
                        .setSqlState(refused.sqlState())
                        .setReason(refused.reason())
                        .setApprovalId(refused.approvalId().orElse(null))
                        .setApprover(refused.approver().map(Wire::principal).orElse(null))
                        .build();
            }
            if (fact instanceof SessionFact.Parked parked) {
                return StatementParked.newBuilder()
                        .setMeta(meta)
                        .setSessionId(sessionId)
                        .setStatementId(parked.statementId())
                        .setApprovalId(parked.approvalId())
                        .setExpiresAt(parked.expiresAt())
                        .build();
            }
            if (fact instanceof SessionFact.Resumed resumed) {
                return StatementResumed.newBuilder()
                        .setMeta(meta)
                        .setSessionId(sessionId)
                        .setStatementId(resumed.statementId())
                        .setApprovalId(resumed.approvalId())
                        .setApprover(Wire.principal(resumed.approver()))
                        .setReason(resumed.reason())
                        .build();
            }
            if (fact instanceof SessionFact.Disagreed disagreed) {
                return AnalysisDisagreed.newBuilder()
                        .setMeta(meta)
                        .setSessionId(sessionId)
                        .setStatementId(disagreed.statementId())
                        .setDifferences(disagreed.differences())
                        .setPolicyVersion(disagreed.versions().policy())
                        .setCatalogVersion(disagreed.versions().catalog())
                        .build();
            }
            if (fact instanceof SessionFact.Rejected rejected) {
                return SessionRefused.newBuilder()
                        .setMeta(meta)
                        .setSessionId(sessionId)
                        .setPrincipal(rejected.identity().map(Wire::principal).orElse(null))
                        .setDatabase(rejected.database().orElse(null))
                        .setClientAddress(rejected.clientAddress())
                        .setSqlState(rejected.sqlState())
                        .setReason(rejected.reason())
                        .build();
            }
            SessionFact.Closed closed = (SessionFact.Closed) fact;
            return SessionClosed.newBuilder()
                    .setMeta(meta)
                    .setSessionId(sessionId)
                    .setReason(closed.reason())
                    .setStatements(closed.statements())
                    .build();
        }

        private SessionOpened opened(EventMeta meta, SessionFact.Opened fact) {
            Session session = fact.session();
            return SessionOpened.newBuilder()
                    .setMeta(meta)
                    .setSessionId(sessionId)
                    .setPrincipal(Wire.principal(session.identity()))
                    .setDatabase(session.database())
                    .setDatabaseRole(session.role())
                    .setClientAddress(session.origin().address())
                    .setApplicationName(session.origin().applicationName())
                    .setEncrypted(session.origin().encrypted())
                    .setAdmissionRuleId(fact.admissionRuleId())
                    .setPolicyVersion(fact.policyVersion())
                    .build();
        }

        private StatementSubmitted submitted(EventMeta meta, SessionFact.Submitted fact) {
            Optional<Decision> decision = fact.decision();
            return StatementSubmitted.newBuilder()
                    .setMeta(meta)
                    .setSessionId(sessionId)
                    .setStatementId(fact.statementId())
                    .setProtocol(fact.extended() ? StatementProtocol.EXTENDED : StatementProtocol.SIMPLE)
                    .setKind(decision.map(made -> Wire.kind(made.kind())).orElse(StatementKind.UNKNOWN))
                    .setFingerprint(fact.text().fingerprint())
                    .setShape(fact.text().shape())
                    .setText(SealedTexts.clear(fact.text().sql().toByteArray()))
                    .setRewrittenText(fact.runs()
                            .map(text -> SealedTexts.clear(text.toByteArray()))
                            .orElse(null))
                    .setParameters(Wire.parameters(fact.parameters()))
                    .setVerdict(
                            decision.map(made -> Wire.verdict(made.verdict())).orElse(Verdict.UNKNOWN))
                    .setRules(decision.map(made -> Wire.rules(made.rules())).orElse(List.of()))
                    .setMaskedColumns(decision.map(made -> made.maskedColumns().stream()
                                    .map(MaskedColumn::name)
                                    .toList())
                            .orElse(List.of()))
                    .setPolicyVersion(
                            decision.map(made -> made.versions().policy()).orElse(null))
                    .setCatalogVersion(
                            decision.map(made -> made.versions().catalog()).orElse(null))
                    .build();
        }

        private StatementSubmitted unreadable(EventMeta meta, SessionFact.Unreadable fact) {
            return StatementSubmitted.newBuilder()
                    .setMeta(meta)
                    .setSessionId(sessionId)
                    .setStatementId(fact.statementId())
                    .setProtocol(fact.extended() ? StatementProtocol.EXTENDED : StatementProtocol.SIMPLE)
                    .setKind(StatementKind.UNKNOWN)
                    .setFingerprint("")
                    .setShape("")
                    .setText(SealedTexts.clear(fact.text().toByteArray()))
                    .setParameters(List.of())
                    .setVerdict(Verdict.UNKNOWN)
                    .setRules(List.of())
                    .setMaskedColumns(List.of())
                    .build();
        }

        private StatementCompleted completed(EventMeta meta, SessionFact.Completed fact) {
            return StatementCompleted.newBuilder()
                    .setMeta(meta)
                    .setSessionId(sessionId)
                    .setStatementId(fact.statementId())
                    .setOutcome(outcome(fact.outcome()))
                    .setCommandTag(fact.commandTag())
                    .setRows(fact.rows())
                    .setBytes(fact.bytes())
                    .setDurationMicros(fact.durationMicros())
                    .setSqlState(fact.sqlState().orElse(null))
                    .build();
        }

        private static Outcome outcome(SessionFact.Outcome outcome) {
            return switch (outcome) {
                case SUCCEEDED -> Outcome.SUCCEEDED;
                case FAILED -> Outcome.FAILED;
                case SKIPPED -> Outcome.SKIPPED;
                case UNKNOWN -> Outcome.UNKNOWN;
            };
        }
    }
}
