package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** psycopg 3 with its pipelines, server-side cursors and COPY. */
class PsycopgIT {

    private static final OwnedDatabase DATABASE = new OwnedDatabase("psycopg", "psycopg_owner");

    @RegisterExtension
    static final Gate GATE =
            Gate.withAgents(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared(), DATABASE);

    @Test
    void seesNoDifference() throws Exception {
        String said = ClientProgram.python("psycopg3.py").runBothWays(GATE, DATABASE);

        assertThat(said.lines())
                .contains(
                        "{\"several statements\": [[[1]], [[2, 3]], \"CREATE TABLE\", \"DROP TABLE\"]}",
                        "{\"executemany\": 200}",
                        "{\"after DISCARD ALL\": [\"V1\"]}",
                        "{\"portion\": [2, 3, 4, 5, 6]}",
                        "{\"copy out, binary\": [[1, \"V1\"], [2, \"V2\"], [3, \"V3\"]]}",
                        "{\"copy in, binary\": 1000}",
                        "{\"large copy out\": [10688895, [1]]}",
                        "{\"next segment\": [[2], [\"V2\"]]}",
                        "{\"notifications\": [[\"news\", \"from another\"], [\"news\", \"again\"]]}",
                        "{\"cancelled\": [\"QueryCanceled\", \"57014\","
                                + " \"canceling statement due to user request\", null, null]}",
                        "{\"settings of the startup\": [\"2024-02-29 21:00:00+09\"]}",
                        "{\"closed\": true}");
    }

    @Test
    void seesMaskedValues() throws Exception {
        MaskedCustomers.assertSeenBy(ClientProgram.python("masked.py"), GATE, "python-agent");
    }
}
