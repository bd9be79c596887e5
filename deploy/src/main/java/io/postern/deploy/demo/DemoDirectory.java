package io.postern.deploy.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import io.postern.deploy.terminal.CommandFailed;
import io.postern.identity.signing.SigningKeyFiles;

/** Where the demo keeps what it keeps. Held by one process at a time. */
final class DemoDirectory implements AutoCloseable {

    private static final int PASSWORD_BYTES = 24;
    private static final String PID_FILE = "demo.pid";

    private final Path root;
    private final FileChannel lock;

    private DemoDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * @throws CommandFailed where another demo runs on it, or it cannot be written
     */
    static DemoDirectory open(Path root) {
        try {
            Files.createDirectories(root.resolve("logs"));
            Path secrets = root.resolve("secrets");
            if (!Files.exists(secrets)) {
                Files.createDirectory(
                        secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel channel =
                    FileChannel.open(root.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.tryLock();
            if (held == null) {
                channel.close();
                throw new CommandFailed(running(root));
            }
            Files.writeString(
                    root.resolve(PID_FILE),
                    Long.toString(ProcessHandle.current().pid()));
            return new DemoDirectory(root, channel);
        } catch (IOException e) {
            throw new CommandFailed("cannot use " + root + ": " + e, e);
        }
    }

    private static String running(Path root) {
        String pid = "";
        try {
            pid = " (process " + Files.readString(root.resolve(PID_FILE)) + ")";
        } catch (IOException e) {
            pid = "";
        }
        return "a demo is running already" + pid + "; stop it with Ctrl-C in its terminal, or use another"
                + " directory: POSTERN_HOME=DIR, and other ports";
    }

    Path root() {
        return root;
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    /** PostgreSQL removes this file as it stops. */
    boolean hasServerLeftBehind() {
        return Files.exists(postgres().resolve("cluster").resolve("postmaster.pid"));
    }

    Path issuer() {
        return root.resolve("secrets").resolve("issuer");
    }

    Path policy() {
        return root.resolve("policy.yaml");
    }

    Path config() {
        return root.resolve("postern.yaml");
    }

    Path log() {
        return root.resolve("logs").resolve("postern.log");
    }

    Path tls() {
        return root.resolve("tls");
    }

    /** Of the roles, under the names that the configuration refers to. */
    DemoPasswords passwords() {
        return new DemoPasswords(
                password(DemoShop.AGENT_ROLE),
                password(DemoShop.ANALYST_ROLE),
                password(DemoShop.CATALOG_ROLE),
                password(DemoShop.AUDIT_ROLE));
    }

    /** Made at random the first time. */
    String password(String name) {
        Path file = root.resolve("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(random);
                writePrivately(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailed("cannot use " + file + ": " + e, e);
        }
    }

    /** What the services sign their events with; made the first time. */
    void ensureSigningKeys() {
        Path secrets = root.resolve("secrets");
        try {
            for (String service : List.of("policy", "approval")) {
                SigningKeyFiles.in(secrets, service).ensure();
            }
        } catch (IOException e) {
            throw new CommandFailed("cannot make signing keys in " + secrets + ": " + e, e);
        }
    }

    /** Readable by nobody else at any moment; there as a whole or not at all. */
    static void writePrivately(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(root.resolve(PID_FILE));
        lock.close();
    }
}
