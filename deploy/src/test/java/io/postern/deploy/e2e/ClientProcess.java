package io.postern.deploy.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client program, talked to through its standard streams; standard error is in with standard output. */
final class ClientProcess implements AutoCloseable {

    private final Process process;
    private final Writer input;
    private final StringBuffer output = new StringBuffer();
    private final Thread reader;

    private ClientProcess(Process process) {
        this.process = process;
        input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        reader = new Thread(this::read, "client-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The program with libpq's environment for the gate, as the subject. */
    static ClientProcess start(Gate gate, String subject, String group, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", "127.0.0.1",
                        "PGPORT", Integer.toString(gate.port()),
                        "PGDATABASE", "shop",
                        "PGUSER", subject,
                        "PGPASSWORD", gate.issuer().token(subject, group),
                        "PGSSLMODE", "require",
                        "TERM", "dumb"));
        return new ClientProcess(builder.start());
    }

    /** psql as somebody at a terminal has it. */
    static ClientProcess psqlInTerminal(Gate gate, String subject, String group) throws IOException {
        return start(
                gate,
                subject,
                group,
                List.of("script", "-qefc", "psql -X -n -P pager=off -v VERBOSITY=verbose", "/dev/null"));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                output.append(line).append('\n');
            }
        } catch (IOException e) {
            output.append("unreadable: ").append(e.getMessage()).append('\n');
        }
    }

    void type(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** Ctrl-C, which a terminal turns into an interrupt. */
    void typeCtrlC() throws IOException {
        input.write('\u0003');
        input.flush();
    }

    String output() {
        return output.toString();
    }

    /** Closes the program's input and returns everything it said. */
    String finish() throws IOException, InterruptedException {
        input.close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running after a minute; it said:\n" + output);
        }
        reader.join(TimeUnit.SECONDS.toMillis(5));
        return output.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
