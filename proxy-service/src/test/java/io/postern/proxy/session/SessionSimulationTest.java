package io.postern.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSimulationTest {

    private static final int STEPS = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 17, 42, 1_000_003, 45_589, -1, Long.MIN_VALUE})
    void clientSeesAServerThatRefuses(long seed) {
        new SessionSimulation(seed, false).run(STEPS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 17, 42, 1_000_003, 45_589, -1, Long.MIN_VALUE})
    void unrestrictedClientSeesTheServer(long seed) {
        new SessionSimulation(seed, true).run(STEPS);
    }

    @Test
    void clientSeesAServerThatRefusesOnManySchedules() {
        int ran = 0;
        int refused = 0;
        for (long seed = 10_000; seed < 10_800; seed++) {
            // When
            SessionSimulation simulation = new SessionSimulation(seed, seed % 2 == 0);
            try {
                simulation.run(STEPS);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            ran += simulation.ran();
            refused += simulation.refused();
        }

        // Then
        assertThat(ran).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }
}
