package io.postern.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import io.postern.events.session.SessionClosed;

class EventCodecTest {

    private static final SessionClosed EVENT = SessionClosed.newBuilder()
            .setMeta(new EventMetas("test", Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC))
                    .next("s1", 7, "s1", null))
            .setSessionId("s1")
            .setReason("terminated")
            .setStatements(3)
            .build();

    @Test
    void anEventSurvivesTheRoundTrip() throws UnreadableEvent {
        byte[] bytes = EventCodec.encode(EVENT);

        assertThat(bytes).startsWith(0xC3, 0x01);
        assertThat(EventCodec.decode(bytes)).isEqualTo(EVENT);
    }

    @Test
    void everyTruncationIsUnreadable() {
        byte[] bytes = EventCodec.encode(EVENT);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> EventCodec.decode(cut))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(UnreadableEvent.class);
        }
    }

    @Test
    void anUnknownFingerprintIsUnreadable() {
        byte[] bytes = EventCodec.encode(EVENT);
        bytes[4] ^= 0x55;

        assertThatThrownBy(() -> EventCodec.decode(bytes))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("unknown schema");
    }

    @Test
    void theTypeHeaderCarriesTheFullName() {
        RecordHeaders headers = new RecordHeaders();

        new EventSerde().serializer().serialize("t", headers, EVENT);

        assertThat(headers.lastHeader(EventSerde.TYPE_HEADER).value())
                .asString()
                .isEqualTo("io.postern.events.session.SessionClosed");
    }
}
