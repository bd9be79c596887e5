package io.postern.approval.adapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

class ProgressTest {

    private final Progress progress = new Progress();

    @Test
    void whoWaitsIsToldWhenTheFoldReachesTheirOffset() {
        CompletableFuture<Void> reached = progress.reached(1, 10);

        progress.folded(1, 9);
        progress.folded(2, 10);
        assertThat(reached).isNotDone();
        progress.folded(1, 10);

        assertThat(reached).isCompleted();
    }

    @Test
    void anOffsetThatIsFoldedNeedsNoWaiting() {
        progress.folded(1, 10);

        assertThat(progress.reached(1, 10)).isCompleted();
        assertThat(progress.reached(1, 3)).isCompleted();
        assertThat(progress.reached(1, 11)).isNotDone();
    }

    @Test
    void anOffsetReadAgainTakesNothingBack() {
        progress.folded(1, 10);
        progress.folded(1, 4);

        assertThat(progress.hasReached(1, 10)).isTrue();
    }
}
