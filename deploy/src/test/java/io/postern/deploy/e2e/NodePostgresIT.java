package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** node-postgres with its cursors, query streams and copy streams. */
class NodePostgresIT {

    private static final OwnedDatabase DATABASE = new OwnedDatabase("node_postgres", "node_owner");

    @RegisterExtension
    static final Gate GATE =
            Gate.withAgents(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared(), DATABASE);

    @Test
    void seesNoDifference() throws Exception {
        String said = ClientProgram.node("node-postgres.mjs").runBothWays(GATE, DATABASE);

        assertThat(said.lines())
                .contains(
                        "{\"several statements\":[[\"SELECT\",1,[{\"a\":1}]],[\"SELECT\",1,[{\"b\":2,\"c\":3}]],"
                                + "[\"CREATE\",null,[]],[\"SELECT\",1,[{\"?column?\":4}]]]}",
                        "{\"cursor, second\":[94,95,96,97]}",
                        "{\"streamed\":3126250}",
                        "{\"large copy out\":[5005000,5000]}",
                        "{\"copy in\":5000}",
                        "{\"nothing of the failed copies\":[{\"n\":0}]}",
                        "{\"notification\":[\"news\",\"from another\"]}",
                        "{\"cancelled\":{\"severity\":\"ERROR\",\"code\":\"57014\","
                                + "\"message\":\"canceling statement due to user request\"}}",
                        "{\"settings of the startup\":[{\"d\":\"29.02.2024\",\"f\":0.3}]}",
                        "{\"pool\":1560}");
    }

    @Test
    void seesMaskedValues() throws Exception {
        MaskedCustomers.assertSeenBy(ClientProgram.node("masked.mjs"), GATE, "node-agent");
    }
}
