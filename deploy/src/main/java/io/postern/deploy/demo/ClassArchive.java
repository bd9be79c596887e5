package io.postern.deploy.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Halves the next start: the JVM archives the classes that this start loaded (class data sharing), in a process of its own
 * at the lowest priority. The launcher asks for it where no archive is there, by naming its file and having the JVM list
 * the classes; the list lies beside it. An archive that does not fit a later run is ignored by the JVM.
 */
final class ClassArchive implements AutoCloseable {

    private static final String PROPERTY = "postern.archive";
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

    private final Path archive;
    private @Nullable Process making;
    private boolean closed;

    private ClassArchive(Path archive) {
        this.archive = archive;
    }

    /** Empty where the launcher did not ask. */
    static Optional<ClassArchive> wanted() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(file -> new ClassArchive(Path.of(file)));
    }

    /** Goes on in the background. */
    void make() {
        Thread maker = new Thread(this::tryToMake, "class-archive");
        maker.setDaemon(true);
        maker.start();
    }

    private void tryToMake() {
        Path draft = archive.resolveSibling(archive.getFileName() + ".new");
        Path list = archive.resolveSibling(archive.getFileName() + ".list");
        try {
            String classes = Files.readString(archive.resolveSibling(archive.getFileName() + ".classes"));
            // The JVM is still writing; its last line may be cut.
            Files.writeString(list, classes.substring(0, classes.lastIndexOf('\n') + 1));
            Optional<Process> started = start(command(list, draft));
            if (started.isPresent() && started.get().waitFor() == 0 && Files.exists(draft)) {
                Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                LOG.atInfo().log("the next start will be faster: classes are archived");
            }
        } catch (IOException e) {
            LOG.atInfo().setCause(e).log("classes are not archived");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delete(draft);
            delete(list);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("a draft stays behind");
        }
    }

    private static List<String> command(Path list, Path draft) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + draft,
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path")));
        return command;
    }

    private synchronized Optional<Process> start(List<String> command) throws IOException {
        if (closed) {
            return Optional.empty();
        }
        making = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File("/dev/null"))
                .start();
        return Optional.of(making);
    }

    /** Gives up what is not ready. */
    @Override
    public synchronized void close() {
        closed = true;
        if (making != null) {
            making.destroyForcibly();
        }
    }
}
