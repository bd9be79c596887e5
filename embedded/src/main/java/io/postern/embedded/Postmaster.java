package io.postern.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server process that {@code postmaster.pid} of a data directory names, if it is alive. */
record Postmaster(ProcessHandle process) {

    private static final String PID_FILE = "postmaster.pid";

    /**
     * Where the file names another live process (the number was given out again) the file is removed, as PostgreSQL would
     * take that process for a server; where it names none, PostgreSQL itself sees that.
     */
    static Optional<Postmaster> of(Path cluster) throws IOException {
        Path file = cluster.resolve(PID_FILE);
        Optional<ProcessHandle> process =
                processNumber(file).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return Optional.empty();
        }
        if (serves(process.get(), cluster)) {
            return process.map(Postmaster::new);
        }
        Files.delete(file);
        return Optional.empty();
    }

    private static Optional<Long> processNumber(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.get(0).strip()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The server works in its data directory, and has it among its arguments. */
    private static boolean serves(ProcessHandle process, Path cluster) throws IOException {
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        if (Files.exists(Path.of("/proc/self/cwd"))) {
            try {
                return workingDirectory.toRealPath().equals(cluster.toRealPath());
            } catch (IOException e) {
                return false;
            }
        }
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return List.of(arguments).contains(cluster.toString());
    }
}
