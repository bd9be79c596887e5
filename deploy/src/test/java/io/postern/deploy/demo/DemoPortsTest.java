package io.postern.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoPortsTest {

    @Test
    void portsGivenTwiceAreNamedByTheirOptions() {
        assertThat(new DemoPorts(6432, 8480, 8481, 8483, 8484, 6432, 8480).clashes())
                .containsExactly(
                        "--port and --kafka-port are both 6432", "--approvals-port and --postgres-port are both 8480");
        assertThat(new DemoPorts(1, 2, 3, 4, 5, 6, 7).clashes()).isEmpty();
    }

    @Test
    void aPortLeadsToItsOption() {
        assertThat(new DemoPorts(1, 2, 3, 4, 5, 6, 7).option(6)).contains("--kafka-port");
        assertThat(new DemoPorts(1, 2, 3, 4, 5, 6, 7).option(8)).isEmpty();
    }
}
