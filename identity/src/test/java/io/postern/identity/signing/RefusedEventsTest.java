package io.postern.identity.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class RefusedEventsTest {

    @Test
    void aFloodIsCountedButNotWrittenOut() {
        AtomicLong now = new AtomicLong();
        RefusedEvents refused = new RefusedEvents(now::get);

        for (int i = 0; i < RefusedEvents.MOST + 100; i++) {
            refused.refused("topic", 0, i, "is a test");
        }
        assertThat(refused.count()).isEqualTo(RefusedEvents.MOST + 100);
        assertThat(refused.leftOut()).isEqualTo(100);

        now.addAndGet(RefusedEvents.WINDOW.toNanos());
        refused.refused("topic", 0, 1, "is a test");
        assertThat(refused.leftOut()).isZero();
    }
}
