package io.postern.proxy.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LogHealthTest {

    private long now = 17;
    private final LogHealth health = new LogHealth(() -> now);

    @Test
    void aFailureCountsUntilSomethingIsWritten() {
        health.onAnswer(new TimeoutException("no broker"));
        boolean after = health.isFailing();
        health.onAnswer(null);

        assertThat(after).isTrue();
        assertThat(health.isFailing()).isFalse();
    }

    @Test
    void aFailureThatNothingFollowsIsForgotten() {
        health.onAnswer(new TimeoutException("no broker"));

        now += TimeUnit.SECONDS.toNanos(10);

        assertThat(health.isFailing()).isFalse();
    }

    @Test
    void aRecordThatIsTooLargeSaysNothingOfTheLog() {
        health.onAnswer(new RecordTooLargeException("17 MB"));

        assertThat(health.isFailing()).isFalse();
    }
}
