package io.postern.proxy.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.postern.events.EventMeta;
import io.postern.events.Verdict;
import io.postern.events.session.AnalysisDisagreed;
import io.postern.events.session.SessionClosed;
import io.postern.events.session.SessionOpened;
import io.postern.events.session.SessionRefused;
import io.postern.events.session.StatementCompleted;
import io.postern.events.session.StatementParked;
import io.postern.events.session.StatementRefused;
import io.postern.events.session.StatementResumed;
import io.postern.events.session.StatementSubmitted;
import io.postern.identity.Identity;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.Parameter;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.statement.SessionLog;
import io.postern.proxy.statement.StatementText;
import io.postern.schemas.EventMetas;
import io.postern.schemas.SealedTexts;

class KafkaSessionLogTest {

    private static final Identity ANN = new Identity("https://issuer.test", "ann", Set.of("agents"));
    private static final Session SESSION = new Session(
            "s",
            ANN,
            "shop",
            "shop_agent",
            List.of("public"),
            new Session.ClientOrigin("192.0.2.7:5000", "psql", true));

    private final RecordingProducer kafka = new RecordingProducer();
    private final EventWriters writers = new EventWriters(kafka.publisher());
    private final SessionLog.Writer log =
            new KafkaSessionLog(writers, new EventMetas("test", Clock.systemUTC())).writer("s");

    @AfterEach
    void close() {
        writers.close();
        kafka.close();
    }

    @Test
    void everyFactIsAnEventOfItsSessionInOrder() {
        // When
        log.append(List.of(
                new SessionFact.Opened(SESSION, "rule", "p1"),
                new SessionFact.Submitted(
                        "s-1", false, text("SELECT 1"), Optional.empty(), List.of(), Optional.empty()),
                new SessionFact.Parked("s-1", "a1", Instant.EPOCH),
                new SessionFact.Resumed("s-1", "a1", ANN, "fine")));
        log.append(List.of(
                new SessionFact.Refused("s-1", "42501", "no", Optional.of("a1"), Optional.of(ANN)),
                new SessionFact.Disagreed("s-1", List.of("RELATION 1"), new Decision.Versions("p1", "c1")),
                new SessionFact.Completed("s-1", SessionFact.Outcome.SKIPPED, "", 0, 0, 0, Optional.of("22012")),
                new SessionFact.Rejected("s", Optional.empty(), Optional.of("shop"), "here", "28P01", "bad token"),
                new SessionFact.Closed("done", 1)));

        // Then
        List<SpecificRecord> events = kafka.sent(9);
        assertThat(events)
                .extracting(Object::getClass)
                .isEqualTo(List.of(
                        SessionOpened.class,
                        StatementSubmitted.class,
                        StatementParked.class,
                        StatementResumed.class,
                        StatementRefused.class,
                        AnalysisDisagreed.class,
                        StatementCompleted.class,
                        SessionRefused.class,
                        SessionClosed.class));
        assertThat(events)
                .extracting(event -> ((EventMeta) event.get(0)).getSequence())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(kafka.messages())
                .allSatisfy(message -> assertThat(message.key()).isEqualTo("s"));
    }

    @Test
    void constantsAndParametersStandInSealedTextsOnly() {
        // Given
        Parameter secret = new Parameter(25, true, Optional.of(Bytes.of("canary".getBytes(UTF_8))));
        Parameter nothing = new Parameter(0, false, Optional.empty());

        // When
        log.append(List.of(new SessionFact.Submitted(
                "s-1",
                true,
                text("SELECT 'canary', $1, $2"),
                Optional.of(SqlText.of("SELECT '***' , $1, $2")),
                List.of(secret, nothing),
                Optional.of(replacing(new TokenEdit(1, 2, "'***'"))))));
        StatementSubmitted event = (StatementSubmitted) kafka.sent(1).get(0);

        // Then
        assertThat(SealedTexts.openText(event.getText())).isEqualTo("SELECT 'canary', $1, $2");
        assertThat(SealedTexts.openText(event.getRewrittenText())).isEqualTo("SELECT '***' , $1, $2");
        assertThat(event.getShape()).doesNotContain("canary");
        assertThat(event.getVerdict()).isEqualTo(Verdict.ALLOW);
        assertThat(event.getParameters()).hasSize(2);
        assertThat(SealedTexts.openText(event.getParameters().get(0).getValue()))
                .isEqualTo("canary");
        assertThat(event.getParameters().get(1).getValue()).isNull();
    }

    @Test
    void statementWithoutADecisionHasNoVerdict() {
        // When
        log.append(List.of(new SessionFact.Submitted(
                "s-1", false, text("SELECT 1"), Optional.empty(), List.of(), Optional.empty())));
        StatementSubmitted event = (StatementSubmitted) kafka.sent(1).get(0);

        // Then
        assertThat(event.getVerdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(event.getRewrittenText()).isNull();
        assertThat(event.getPolicyVersion()).isNull();
    }

    private static Decision replacing(TokenEdit edit) {
        return new Decision(
                io.postern.proxy.statement.Verdict.ALLOW,
                "SELECT",
                List.of(edit),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                new Decision.Versions("p1", "c1"),
                Decision.Scope.NARROWED);
    }

    private static StatementText text(String sql) {
        try {
            return StatementText.of(SqlText.of(sql), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new IllegalArgumentException(sql, e);
        }
    }
}
