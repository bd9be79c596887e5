package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A client of PostgreSQL that runs to its end by itself, connecting as libpq's environment says. */
record ClientProgram(List<String> command) {

    static ClientProgram of(String... command) {
        return new ClientProgram(List.of(command));
    }

    /** A script of ours in Node.js. */
    static ClientProgram node(String script) {
        return of("node", "--no-warnings", file("node/" + script));
    }

    /** A script of ours in Debian's Python, which is the one that sees Debian's psycopg. */
    static ClientProgram python(String script) {
        return of("/usr/bin/python3", file("python/" + script));
    }

    /** Of the test's clients. */
    static String file(String name) {
        return Path.of("src/test/clients").resolve(name).toAbsolutePath().toString();
    }

    /** What it says when it ends well. */
    String run(Map<String, String> environment) throws IOException, InterruptedException {
        try (OtherProcess process = OtherProcess.start(environment, command)) {
            String said = process.finish();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        }
    }

    /** What it says straight to PostgreSQL, having said the same through the gate. */
    String runBothWays(Gate gate, OwnedDatabase database) throws IOException, InterruptedException {
        String direct = run(gate.directEnvironment(database));
        assertThat(run(gate.environment(database))).isEqualTo(direct);
        return direct;
    }
}
