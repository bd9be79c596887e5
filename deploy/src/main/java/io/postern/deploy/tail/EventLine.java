package io.postern.deploy.tail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.apache.avro.specific.SpecificRecord;

import io.postern.deploy.terminal.Printable;
import io.postern.events.EventMeta;
import io.postern.events.Principal;
import io.postern.events.RuleHit;
import io.postern.events.approval.ApprovalConsumed;
import io.postern.events.approval.ApprovalDenied;
import io.postern.events.approval.ApprovalExpired;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.approval.ApprovalRequested;
import io.postern.events.approval.ApprovalWithdrawn;
import io.postern.events.session.AnalysisDisagreed;
import io.postern.events.session.Outcome;
import io.postern.events.session.SessionClosed;
import io.postern.events.session.SessionOpened;
import io.postern.events.session.SessionRefused;
import io.postern.events.session.StatementCompleted;
import io.postern.events.session.StatementParked;
import io.postern.events.session.StatementRefused;
import io.postern.events.session.StatementResumed;
import io.postern.events.session.StatementSubmitted;
import io.postern.schemas.SealedTexts;

/** One event as one line: time, session, who, what, details. Nothing in a line can steer the terminal. */
final class EventLine {

    private static final int ID_SHOWN = 8;

    private final DateTimeFormatter clock;
    private final Map<Class<?>, Function<SpecificRecord, What>> words = new HashMap<>();

    /** What happened, in one word, and its details. */
    private record What(EventMeta meta, String word, String details) {}

    EventLine(ZoneId zone) {
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
        on(SessionOpened.class, EventLine::opened);
        on(SessionRefused.class, EventLine::refused);
        on(
                SessionClosed.class,
                e -> new What(e.getMeta(), "closed", e.getReason() + ", " + e.getStatements() + " statements"));
        on(StatementSubmitted.class, EventLine::submitted);
        on(
                StatementParked.class,
                e -> new What(
                        e.getMeta(),
                        "parked",
                        "waits for approval " + e.getApprovalId() + " until " + time(e.getExpiresAt())));
        on(
                StatementResumed.class,
                e -> new What(e.getMeta(), "resumed", by("approved", e.getApprover(), e.getReason())));
        on(StatementRefused.class, e -> new What(e.getMeta(), "refused", e.getSqlState() + " " + e.getReason()));
        on(
                AnalysisDisagreed.class,
                e -> new What(
                        e.getMeta(),
                        "differs",
                        "PostgreSQL reads it otherwise than was decided: " + String.join("; ", e.getDifferences())));
        on(StatementCompleted.class, EventLine::completed);
        on(
                ApprovalRequested.class,
                e -> new What(
                        e.getMeta(),
                        "asked",
                        "approval " + e.getApprovalId() + " of " + String.join(", ", e.getApproverGroups()) + ": "
                                + SealedTexts.openText(e.getText())));
        on(
                ApprovalGranted.class,
                e -> approval(e.getMeta(), e.getApprovalId(), by("granted", e.getApprover(), e.getReason())));
        on(
                ApprovalDenied.class,
                e -> approval(e.getMeta(), e.getApprovalId(), by("denied", e.getApprover(), e.getReason())));
        on(ApprovalExpired.class, e -> approval(e.getMeta(), e.getApprovalId(), "expired"));
        on(ApprovalWithdrawn.class, e -> approval(e.getMeta(), e.getApprovalId(), "withdrawn: " + e.getReason()));
        on(ApprovalConsumed.class, e -> approval(e.getMeta(), e.getApprovalId(), "used"));
    }

    private <T extends SpecificRecord> void on(Class<T> type, Function<T, What> word) {
        words.put(type, event -> word.apply(type.cast(event)));
    }

    /** @param subject whose session it is, as far as known */
    String of(SpecificRecord event, String subject) {
        Function<SpecificRecord, What> word = words.get(event.getClass());
        if (word == null) {
            return "? " + Printable.line(event.getSchema().getFullName());
        }
        What what = word.apply(event);
        return "%s  %-8s  %-16s  %-8s  %s"
                .formatted(
                        time(what.meta().getOccurredAt()),
                        Printable.line(shortened(what.meta().getCorrelationId())),
                        Printable.line(subject),
                        what.word(),
                        Printable.line(what.details()))
                .stripTrailing();
    }

    private static What opened(SessionOpened event) {
        return new What(
                event.getMeta(),
                "opened",
                "session " + event.getSessionId() + " on " + event.getDatabase() + " as " + event.getDatabaseRole()
                        + " from " + event.getClientAddress()
                        + (event.getApplicationName().isEmpty() ? "" : " with " + event.getApplicationName())
                        + (event.getEncrypted() ? ", TLS" : ""));
    }

    private static What refused(SessionRefused event) {
        return new What(
                event.getMeta(),
                "refused",
                event.getSqlState() + " " + event.getReason() + ", from " + event.getClientAddress());
    }

    private static What submitted(StatementSubmitted event) {
        StringBuilder details =
                new StringBuilder(SealedTexts.openText(event.getText()).strip());
        if (!event.getMaskedColumns().isEmpty()) {
            details.append("  [masked ")
                    .append(String.join(", ", event.getMaskedColumns()))
                    .append(']');
        }
        List<String> rules = event.getRules().stream().map(RuleHit::getRuleId).toList();
        if (!rules.isEmpty()) {
            details.append("  [rule ").append(String.join(", ", rules)).append(']');
        }
        return new What(event.getMeta(), event.getVerdict().toString(), details.toString());
    }

    private static What completed(StatementCompleted event) {
        String time = String.format(Locale.ROOT, "%.1f ms", event.getDurationMicros() / 1000.0);
        if (event.getOutcome() == Outcome.SUCCEEDED) {
            return new What(event.getMeta(), "done", event.getCommandTag() + ", " + time);
        }
        String state = event.getSqlState() == null ? "" : event.getSqlState() + ", ";
        return new What(event.getMeta(), event.getOutcome().toString().toLowerCase(Locale.ROOT), state + time);
    }

    private static What approval(EventMeta meta, String approvalId, String details) {
        return new What(meta, "approval", approvalId + " " + details);
    }

    private static String by(String done, Principal approver, String reason) {
        return done + " by " + approver.getSubject() + (reason.isEmpty() ? "" : ": " + reason);
    }

    private static String shortened(String id) {
        return id.length() <= ID_SHOWN ? id : id.substring(0, ID_SHOWN);
    }

    private String time(Instant instant) {
        return clock.format(instant);
    }
}
