package io.postern.proxy.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.postern.events.session.SessionClosed;
import io.postern.schemas.EventMetas;
import io.postern.schemas.Topics;

class EventWriterTest {

    private final EventMetas metas = new EventMetas("proxy-service/test", Clock.systemUTC());
    private final RecordingProducer kafka = new RecordingProducer();
    private final List<EventWriter> behind = new CopyOnWriteArrayList<>();
    private final EventWriter writer = new EventWriter(kafka.publisher(), Topics.SESSION_EVENTS, "s", behind::add);

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void eventsAreSentInOrderUnderTheirKey() {
        // When
        writer.write(List.of(event("1"), event("2")));
        writer.write(List.of(event("3")));

        // Then
        assertThat(reasons(3)).containsExactly("1", "2", "3");
        assertThat(kafka.messages()).allSatisfy(message -> {
            assertThat(message.topic()).isEqualTo("postern.sessions.events.v1");
            assertThat(message.key()).isEqualTo("s");
        });
    }

    @Test
    void writeIsAcknowledgedWithItsLastEvent() {
        // Given
        CompletableFuture<Void> written = writer.write(List.of(event("1"), event("2")));
        kafka.sent(2);

        // When
        kafka.acknowledge();
        boolean early = written.isDone();
        kafka.acknowledge();

        // Then
        assertThat(early).isFalse();
        assertThat(written).isCompleted();
        assertThat(writer.isEmpty()).isTrue();
    }

    @Test
    void writeIsNotAcknowledgedBeforeWhatWasHandedOverEarlier() {
        // Given
        CompletableFuture<Void> first = writer.write(List.of(event("1")));
        CompletableFuture<Void> second = writer.write(List.of(event("2")));
        kafka.sent(2);

        // When
        kafka.fail();
        kafka.acknowledge();
        boolean early = second.isDone();
        writer.retry();
        kafka.sent(3);
        kafka.acknowledge();

        // Then
        assertThat(first).isCompletedExceptionally();
        assertThat(early).isFalse();
        assertThat(second).isCompleted();
        assertThat(behind).containsExactly(writer);
    }

    @Test
    void failedEventsAreSentAgainInOrderWithTheirIds() {
        // Given
        SessionClosed one = event("1");
        SessionClosed two = event("2");
        writer.write(List.of(one, two));
        kafka.sent(2);
        kafka.fail();
        kafka.fail();

        // When
        writer.retry();
        List<SpecificRecord> sent = kafka.sent(4);
        kafka.acknowledge();
        kafka.acknowledge();

        // Then
        assertThat(sent).containsExactly(one, two, one, two);
        assertThat(writer.isEmpty()).isTrue();
    }

    @Test
    void eventIsNotSentTwiceWhileItIsOnItsWay() {
        // Given
        writer.write(List.of(event("1")));
        kafka.sent(1);

        // When
        writer.retry();
        writer.write(List.of(event("2")));

        // Then
        assertThat(reasons(2)).containsExactly("1", "2");
    }

    @Test
    void newEventTakesTheFailedOnesAlongInOrder() {
        // Given
        writer.write(List.of(event("1")));
        kafka.sent(1);
        kafka.fail();

        // When
        writer.write(List.of(event("2")));

        // Then
        assertThat(reasons(3)).containsExactly("1", "1", "2");
    }

    @Test
    void producerThatThrowsIsAFailureLikeAnyOther() {
        // Given
        kafka.failAtOnce(new KafkaException("broken"));
        CompletableFuture<Void> written = writer.write(List.of(event("1")));
        Awaitility.await().until(written::isCompletedExceptionally);

        // When
        kafka.recover();
        writer.retry();
        kafka.sent(1);
        kafka.acknowledge();

        // Then
        assertThat(writer.isEmpty()).isTrue();
    }

    @Test
    void eventThatIsTooLargeDoesNotHoldUpThoseBehindIt() {
        // Given
        CompletableFuture<Void> tooLarge = writer.write(List.of(event("1")));
        CompletableFuture<Void> next = writer.write(List.of(event("2")));
        kafka.sent(2);

        // When
        kafka.fail(new RecordTooLargeException("too large"));
        kafka.acknowledge();
        writer.retry();

        // Then
        assertThat(tooLarge).isCompletedExceptionally();
        assertThat(next).isCompleted();
        assertThat(writer.isEmpty()).isTrue();
        assertThat(kafka.messages()).hasSize(2);
    }

    @Test
    void queueIsBounded() {
        // Given
        List<SessionClosed> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(event(Integer.toString(i)));
        }
        writer.write(many);

        // When
        CompletableFuture<Void> written = writer.write(List.of(event("more")));

        // Then
        assertThat(written).isCompletedExceptionally();
        assertThat(reasons(2_000)).doesNotContain("more");
    }

    @Test
    void closedPublisherFailsWhatItIsGiven() {
        // Given
        kafka.close();

        // When
        CompletableFuture<Void> written = writer.write(List.of(event("1")));

        // Then
        assertThat(written).isCompletedExceptionally();
        assertThat(writer.isEmpty()).isFalse();
    }

    private List<String> reasons(int count) {
        return kafka.sent(count).stream()
                .map(event -> ((SessionClosed) event).getReason())
                .toList();
    }

    private SessionClosed event(String reason) {
        return SessionClosed.newBuilder()
                .setMeta(metas.next("s", 0, "s", null))
                .setSessionId("s")
                .setReason(reason)
                .setStatements(0)
                .build();
    }
}
