package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** postgres.js, with statements prepared and not. */
class PostgresJsIT {

    private static final OwnedDatabase DATABASE = new OwnedDatabase("postgres_js", "postgres_js_owner");

    @RegisterExtension
    static final Gate GATE =
            Gate.unrestricted(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared(), DATABASE);

    @Test
    void seesNoDifference() throws Exception {
        String said = ClientProgram.node("postgres-js.mjs").runBothWays(GATE, DATABASE);

        for (String way : List.of("prepared", "unprepared", "without types")) {
            assertThat(said.lines())
                    .contains(
                            "{\"" + way + ": transaction\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4}]}",
                            "{\"" + way + ": cursor\":[10,10,5]}",
                            "{\"" + way + ": copied\":[{\"n\":3000}]}",
                            "{\"" + way + ": copied out\":49890}",
                            "{\"" + way + ": cancelled\":{\"severity\":\"ERROR\",\"code\":\"57014\","
                                    + "\"message\":\"canceling statement due to user request\"}}",
                            "{\"" + way + ": notification\":\"from postgres.js\"}");
        }
        assertThat(said).contains("{\"pool\":3540}");
    }
}
