package io.postern.deploy.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.postern.deploy.Postern;

/** A program of its own, talked to through its standard streams; standard error is in with standard output. */
final class OtherProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Writer input;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader;

    private OtherProcess(Process process) {
        this.process = process;
        input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        reader = new Thread(this::read, "client-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The program with libpq's environment for the gate, in the shop as the subject. */
    static OtherProcess start(Gate gate, String subject, String group, List<String> command) throws IOException {
        return start(gate.environment(subject, group), command);
    }

    /** @param environment added to our own */
    static OtherProcess start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new OtherProcess(builder.start());
    }

    /**
     * One service by itself, as "postern NAME --config FILE" starts it.
     *
     * @param options of Java's, more
     */
    static OtherProcess service(String name, Path config, String... options) throws IOException {
        return java(List.of(options), Postern.class, name, "--config", config.toString());
    }

    /**
     * A program on this one's class path, with 256 MB of heap.
     *
     * @param options of Java's, more
     */
    static OtherProcess java(List<String> options, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return new OtherProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** psql as somebody at a terminal has it. */
    static OtherProcess psqlInTerminal(Map<String, String> environment) throws IOException {
        return start(
                environment, List.of("script", "-qefc", "psql -X -n -P pager=off -v VERBOSITY=verbose", "/dev/null"));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                say(line);
            }
        } catch (IOException e) {
            say("unreadable: " + e.getMessage());
        }
    }

    private synchronized void say(String line) {
        output.append(line).append('\n');
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

    synchronized String output() {
        return output.toString();
    }

    /** Closes the program's input and returns everything it said. */
    String finish() throws IOException, InterruptedException {
        input.close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running after " + PATIENCE + "; it said:\n" + output());
        }
        reader.join(TimeUnit.SECONDS.toMillis(5));
        return output();
    }

    /** After {@link #finish()}. */
    int exitValue() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end. */
    int exitCode(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after " + limit + "; it said:\n" + output());
        }
        return process.exitValue();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
