package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** pgbench in its three modes and with pipelines: seeded, so that it does the same work each time. */
class PgbenchIT {

    private static final OwnedDatabase DATABASE = new OwnedDatabase("bench", "bench_owner");
    private static final int CLIENTS = 4;
    private static final int TRANSACTIONS = 15;

    @RegisterExtension
    static final Gate GATE =
            Gate.unrestricted(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared(), DATABASE);

    @Test
    void leavesTheSameBehind() throws Exception {
        String direct = benchmark(GATE.directEnvironment(DATABASE));
        String throughTheGate = benchmark(GATE.environment(DATABASE));

        assertThat(throughTheGate).isEqualTo(direct);
    }

    /** What is in the tables after all runs, as a digest. */
    private static String benchmark(Map<String, String> environment)
            throws IOException, InterruptedException, SQLException {
        assertThat(ClientProgram.of("pgbench", "-i", "-q", "-I", "dtgvpf").run(environment))
                .contains("100000 of 100000 tuples", "creating foreign keys", "done in");
        for (String mode : List.of("simple", "extended", "prepared")) {
            run(environment, mode, "-b", "select-only");
            run(environment, mode, "-b", "tpcb-like");
            if (!mode.equals("simple")) {
                run(environment, mode, "-f", ClientProgram.file("pgbench/pipeline.sql"));
            }
        }
        try (Connection oracle = GATE.postgres().connect(DATABASE.name())) {
            assertThat(SqlCalls.one(oracle, "SELECT count(*) FROM pgbench_history"))
                    .isEqualTo(Integer.toString(5 * CLIENTS * TRANSACTIONS));
            assertThat(SqlCalls.one(
                            oracle,
                            "SELECT (SELECT sum(abalance) FROM pgbench_accounts) = sum(delta)"
                                    + " AND (SELECT sum(tbalance) FROM pgbench_tellers) = sum(delta)"
                                    + " AND (SELECT sum(bbalance) FROM pgbench_branches) = sum(delta)"
                                    + " AND sum(delta) <> 0 FROM pgbench_history"))
                    .isEqualTo("t");
            return SqlCalls.one(
                            oracle,
                            "SELECT md5(string_agg(a::text, ',' ORDER BY aid)) FROM pgbench_accounts a WHERE abalance <> 0"
                                    + " OR filler LIKE 'piped%'")
                    + SqlCalls.one(
                            oracle,
                            "SELECT md5(string_agg(concat_ws(' ', tid, bid, aid, delta), ',' ORDER BY aid, tid, delta))"
                                    + " FROM pgbench_history");
        }
    }

    private static void run(Map<String, String> environment, String mode, String... what)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("pgbench", "-n", "--random-seed=42", "-j", "2"));
        command.addAll(List.of("-M", mode, "-c", Integer.toString(CLIENTS), "-t", Integer.toString(TRANSACTIONS)));
        command.addAll(List.of(what));
        String all = Integer.toString(CLIENTS * TRANSACTIONS);

        assertThat(new ClientProgram(command).run(environment))
                .contains(
                        "query mode: " + mode,
                        "number of transactions actually processed: " + all + "/" + all,
                        "number of failed transactions: 0 ");
    }
}
