package io.postern.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL data directory and the programs that make, start and stop it. Not safe for use by several threads. */
final class DatabaseCluster {

    private static final int MAX_LOG_BYTES = 10 * 1024 * 1024;
    private static final String OWN_SETTINGS = "postern.conf";
    private static final Pattern SETTING_NAME = Pattern.compile("[a-z][a-z0-9_.]*");
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseCluster.class);

    private final Path directory;
    private final Path data;
    private final RunAs runAs;
    private final PostgresBinaries binaries;

    private DatabaseCluster(Path directory, RunAs runAs, PostgresBinaries binaries) {
        this.directory = directory;
        this.data = directory.resolve("cluster");
        this.runAs = runAs;
        this.binaries = binaries;
    }

    /** @param archives as in {@link PostgresBinaries#unpacked} */
    static DatabaseCluster in(Path directory, String archives) throws IOException {
        RunAs runAs = RunAs.choose(directory);
        return new DatabaseCluster(
                directory,
                runAs,
                PostgresBinaries.unpacked(archives, runAs != RunAs.SELF, directory.resolve("binaries")));
    }

    /** Stops a server of this directory that nobody looks after any more; to be called with the directory locked. */
    void stopOrphan() throws IOException {
        Optional<Postmaster> orphan = Postmaster.of(data);
        if (orphan.isPresent()) {
            LOG.atWarn()
                    .addKeyValue("pid", orphan.get().process().pid())
                    .log("stopping a PostgreSQL that a killed process left behind");
            stop(runAs.ownerOf(data));
        }
    }

    /** Makes the cluster unless it is there; a half-made one of an interrupted run is made anew. */
    void create(String superuser, String password) throws IOException {
        if (Files.exists(data)) {
            runAs.own(data);
            return;
        }
        if (password.isEmpty() || password.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the superuser's password is empty or not printable");
        }
        Path draft = directory.resolve("cluster.new");
        Path passwordFile = draft.resolve("password");
        Path draftData = draft.resolve("data");
        for (int attempt = 1; ; attempt++) {
            PostgresBinaries.delete(draft);
            Files.createDirectory(
                    draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(passwordFile, password + "\n", StandardOpenOption.CREATE_NEW);
            runAs.own(draft);
            try {
                run(
                        runAs,
                        "initdb",
                        "--pgdata=" + draftData,
                        "--username=" + superuser,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-instructions");
                break;
            } catch (IOException e) {
                if (attempt == 2) {
                    throw e;
                }
            } finally {
                Files.deleteIfExists(passwordFile);
            }
        }
        Files.writeString(
                draftData.resolve("pg_hba.conf"),
                "host all all " + Ports.LOOPBACK + "/32 scram-sha-256\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        Files.writeString(
                draftData.resolve("postgresql.conf"),
                "\ninclude_if_exists '" + OWN_SETTINGS + "'\n",
                StandardOpenOption.APPEND);
        Files.move(draftData, data, StandardCopyOption.ATOMIC_MOVE);
        PostgresBinaries.delete(draft);
    }

    /** Puts files into the data directory, for the server alone to read. */
    void place(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path place = data.resolve(file.getKey());
            if (!data.equals(place.getParent())) {
                throw new IllegalArgumentException("not a plain file name: " + file.getKey());
            }
            Files.deleteIfExists(place);
            Files.createFile(place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(place, file.getValue());
            runAs.own(place);
        }
    }

    void start(int port, Map<String, String> settings) throws IOException {
        Map<String, String> all = new TreeMap<>();
        all.put("log_min_error_statement", "panic");
        all.put("password_encryption", "scram-sha-256");
        all.put("timezone", "UTC");
        all.putAll(settings);
        all.put("listen_addresses", Ports.LOOPBACK);
        all.put("port", Integer.toString(port));
        all.put("unix_socket_directories", "");
        Path ownSettings = data.resolve(OWN_SETTINGS);
        Files.writeString(
                ownSettings,
                all.entrySet().stream().map(DatabaseCluster::line).collect(Collectors.joining()),
                StandardCharsets.UTF_8);
        runAs.own(ownSettings);
        Path log = data.resolve("server.log");
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.delete(log);
        }
        try {
            run(runAs, "pg_ctl", "start", "--pgdata=" + data, "--log=" + log, "--wait", "--timeout=60", "--silent");
        } catch (IOException e) {
            throw new IOException(e.getMessage() + " Server log: " + ProgramRun.tail(log), e);
        }
    }

    void stop() throws IOException {
        stop(runAs);
    }

    private void stop(RunAs user) throws IOException {
        try {
            stop(user, "fast");
        } catch (IOException e) {
            if (Postmaster.of(data).isPresent()) {
                stop(user, "immediate");
            }
        }
    }

    private void stop(RunAs user, String mode) throws IOException {
        run(user, "pg_ctl", "stop", "--pgdata=" + data, "--mode=" + mode, "--wait", "--timeout=30", "--silent");
    }

    private void run(RunAs user, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(binaries.program(program).toString()));
        command.addAll(List.of(arguments));
        new ProgramRun(user.command(command), directory.resolve(program + ".log")).orThrow();
    }

    private static String line(Map.Entry<String, String> setting) {
        String value = setting.getValue();
        if (!SETTING_NAME.matcher(setting.getKey()).matches() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not a setting: " + setting.getKey());
        }
        return setting.getKey() + " = '" + value.replace("\\", "\\\\").replace("'", "''") + "'\n";
    }
}
