package io.postern.audit.adapter.avro;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

import io.postern.audit.app.Bytes;
import io.postern.audit.app.FactReader;
import io.postern.audit.domain.BinaryValue;
import io.postern.audit.domain.Content;
import io.postern.audit.domain.Fact;
import io.postern.audit.domain.FactMeta;
import io.postern.audit.domain.Outcome;
import io.postern.audit.domain.Parameter;
import io.postern.audit.domain.Principal;
import io.postern.audit.domain.Protocol;
import io.postern.audit.domain.Rule;
import io.postern.audit.domain.Verdict;
import io.postern.events.BoundParameter;
import io.postern.events.EventMeta;
import io.postern.events.ParameterFormat;
import io.postern.events.Seal;
import io.postern.events.SealedText;
import io.postern.events.session.AnalysisDisagreed;
import io.postern.events.session.SessionClosed;
import io.postern.events.session.SessionOpened;
import io.postern.events.session.SessionRefused;
import io.postern.events.session.StatementCompleted;
import io.postern.events.session.StatementParked;
import io.postern.events.session.StatementRefused;
import io.postern.events.session.StatementResumed;
import io.postern.events.session.StatementSubmitted;
import io.postern.schemas.EventCodec;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.UnreadableEvent;

/** Reads session facts from single-object encoded Avro. */
public final class AvroFacts implements FactReader {

    private static final Map<Class<? extends SpecificRecord>, Function<SpecificRecord, Fact>> READERS = Map.of(
            SessionOpened.class, record -> opened((SessionOpened) record),
            SessionRefused.class, record -> refused((SessionRefused) record),
            SessionClosed.class, record -> closed((SessionClosed) record),
            StatementSubmitted.class, record -> submitted((StatementSubmitted) record),
            StatementParked.class, record -> parked((StatementParked) record),
            StatementResumed.class, record -> resumed((StatementResumed) record),
            StatementRefused.class, record -> refused((StatementRefused) record),
            AnalysisDisagreed.class, record -> disagreed((AnalysisDisagreed) record),
            StatementCompleted.class, record -> completed((StatementCompleted) record));

    @Override
    public Fact read(Bytes record) throws NotAFact {
        SpecificRecord event;
        try {
            event = EventCodec.decode(record.array());
        } catch (UnreadableEvent e) {
            throw new NotAFact(String.valueOf(e.getMessage()));
        }
        Function<SpecificRecord, Fact> reader = READERS.get(event.getClass());
        if (reader == null) {
            throw new NotAFact("not a fact of a session: " + event.getSchema().getFullName());
        }
        return reader.apply(event);
    }

    private static Fact opened(SessionOpened event) {
        return new Fact.SessionOpened(
                meta(event.getMeta(), event.getSessionId()),
                principal(event.getPrincipal()),
                new Fact.Target(event.getDatabase(), event.getDatabaseRole()),
                new Fact.Client(event.getClientAddress(), event.getApplicationName(), event.getEncrypted()),
                new Fact.Admission(event.getAdmissionRuleId(), event.getPolicyVersion()));
    }

    private static Fact refused(SessionRefused event) {
        return new Fact.SessionRefused(
                meta(event.getMeta(), event.getSessionId()),
                optional(event.getPrincipal()).map(AvroFacts::principal),
                optional(event.getDatabase()),
                event.getClientAddress(),
                new Fact.Turned(event.getSqlState(), event.getReason()));
    }

    private static Fact closed(SessionClosed event) {
        return new Fact.SessionClosed(
                meta(event.getMeta(), event.getSessionId()), event.getReason(), event.getStatements());
    }

    private static Fact submitted(StatementSubmitted event) {
        List<Rule> rules = event.getRules().stream()
                .map(hit -> new Rule(hit.getRuleId(), verdict(hit.getVerdict()), hit.getReason()))
                .toList();
        return new Fact.StatementSubmitted(
                meta(event.getMeta(), event.getSessionId()),
                event.getStatementId(),
                new Fact.Submission(
                        Protocol.valueOf(event.getProtocol().name()),
                        event.getKind().name(),
                        new Fact.Shape(event.getFingerprint(), event.getShape()),
                        text(event.getText()),
                        optional(event.getRewrittenText()).map(AvroFacts::text),
                        event.getParameters().stream().map(AvroFacts::parameter).toList(),
                        new Fact.Ruling(
                                verdict(event.getVerdict()),
                                rules,
                                event.getMaskedColumns(),
                                optional(event.getPolicyVersion()),
                                optional(event.getCatalogVersion()))));
    }

    private static Fact parked(StatementParked event) {
        return new Fact.StatementParked(
                meta(event.getMeta(), event.getSessionId()),
                event.getStatementId(),
                new Fact.Parking(event.getApprovalId(), event.getExpiresAt()));
    }

    private static Fact resumed(StatementResumed event) {
        return new Fact.StatementResumed(
                meta(event.getMeta(), event.getSessionId()),
                event.getStatementId(),
                new Fact.Resumption(event.getApprovalId(), principal(event.getApprover()), event.getReason()));
    }

    private static Fact refused(StatementRefused event) {
        return new Fact.StatementRefused(
                meta(event.getMeta(), event.getSessionId()),
                event.getStatementId(),
                new Fact.Refusal(
                        event.getSqlState(),
                        event.getReason(),
                        optional(event.getApprovalId()),
                        optional(event.getApprover()).map(AvroFacts::principal)));
    }

    private static Fact disagreed(AnalysisDisagreed event) {
        return new Fact.AnalysisDisagreed(
                meta(event.getMeta(), event.getSessionId()),
                event.getStatementId(),
                new Fact.Disagreement(event.getDifferences()));
    }

    private static Fact completed(StatementCompleted event) {
        return new Fact.StatementCompleted(
                meta(event.getMeta(), event.getSessionId()),
                event.getStatementId(),
                new Fact.Completion(
                        Outcome.valueOf(event.getOutcome().name()),
                        event.getCommandTag(),
                        event.getRows(),
                        event.getBytes(),
                        Duration.of(event.getDurationMicros(), ChronoUnit.MICROS),
                        optional(event.getSqlState())));
    }

    private static FactMeta meta(EventMeta meta, String sessionId) {
        return new FactMeta(meta.getEventId(), sessionId, meta.getOccurredAt(), meta.getProducer(), meta.getSequence());
    }

    private static Principal principal(io.postern.events.Principal who) {
        return new Principal(who.getIssuer(), who.getSubject(), who.getGroups());
    }

    private static Verdict verdict(io.postern.events.Verdict verdict) {
        return Verdict.valueOf(verdict.name());
    }

    private static Content text(SealedText text) {
        return text.getSeal() == Seal.CLEAR ? BinaryValue.text(SealedTexts.open(text)) : sealed(text);
    }

    private static Content sealed(SealedText text) {
        return new Content.Sealed(optional(text.getKeyId()));
    }

    private static Parameter parameter(BoundParameter parameter) {
        return new Parameter(
                parameter.getTypeOid(), optional(parameter.getValue()).map(value -> value(parameter, value)));
    }

    private static Content value(BoundParameter parameter, SealedText value) {
        if (value.getSeal() != Seal.CLEAR) {
            return sealed(value);
        }
        byte[] bytes = SealedTexts.open(value);
        return parameter.getFormat() == ParameterFormat.TEXT
                ? BinaryValue.text(bytes)
                : BinaryValue.read(parameter.getTypeOid(), bytes);
    }

    private static <T> Optional<T> optional(@Nullable T value) {
        return Optional.ofNullable(value);
    }
}
