package io.postern.approval.adapter.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class StorySerdeTest {

    private final StorySerde serde = new StorySerde();

    @Test
    void aStoryComesBackAsItWas() {
        Story story = new Story(List.of(Facts.requested("a"), Facts.granted("a", "anna", "g-1"), Facts.consumed("a")));

        byte[] bytes = serde.serializer().serialize("changelog", story);

        assertThat(serde.deserializer().deserialize("changelog", bytes)).isEqualTo(story);
    }

    @Test
    void aStoryCutShortIsNotRead() {
        byte[] bytes = serde.serializer().serialize("changelog", new Story(List.of(Facts.requested("a"))));

        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> serde.deserializer().deserialize("changelog", cut))
                    .isInstanceOf(SerializationException.class);
        }
    }
}
