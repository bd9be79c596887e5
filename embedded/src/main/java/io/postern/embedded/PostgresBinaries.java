package io.postern.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs for this machine, unpacked from the class path once per user and version. */
record PostgresBinaries(Path home) {

    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    /**
     * Unpacks where needed. Directories of several processes may race: each unpacks on its own and one wins.
     *
     * @param place of the archives on the class path, "" or like "/name"
     * @param fallbackDirectory where to unpack if the user has no writable cache directory
     * @throws IllegalStateException if the class path has none for this kind of machine
     */
    static PostgresBinaries unpacked(String place, boolean isRoot, Path fallbackDirectory) {
        String archive = place + archiveName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try {
            String name = "postgres-" + digest(archive).substring(0, 16);
            Path home = cacheDirectory(isRoot, fallbackDirectory).resolve(name);
            if (!Files.isDirectory(home)) {
                unpack(archive, home);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL", e);
        }
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    static String archiveName(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        String kind = os.startsWith("mac") ? "darwin" : os.startsWith("linux") ? "linux" : os;
        return "/postgres-" + kind + "-" + (arch.equals("aarch64") || arch.equals("arm64") ? "arm_64" : "x86_64")
                + ".txz";
    }

    private static InputStream open(String archive) {
        @Nullable InputStream in = PostgresBinaries.class.getResourceAsStream(archive);
        if (in == null) {
            throw new IllegalStateException("the class path has no PostgreSQL for this machine (" + archive
                    + "): give the address of a PostgreSQL of your own");
        }
        return in;
    }

    private static String digest(String archive) throws IOException {
        try (DigestInputStream in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Root's own home is closed to the user the server runs as, so root uses the machine's cache. */
    private static Path cacheDirectory(boolean isRoot, Path fallback) throws IOException {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path cache = isRoot
                ? Path.of("/var/cache")
                : configured != null && Path.of(configured).isAbsolute()
                        ? Path.of(configured)
                        : Path.of(System.getProperty("user.home", "/nonexistent"), ".cache");
        Path own = cache.resolve("postern");
        if (isWritable(own)) {
            return own;
        }
        if (isWritable(fallback)) {
            return fallback;
        }
        throw new IOException("neither " + cache + " nor " + fallback + " can be written");
    }

    private static boolean isWritable(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.isWritable(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static void unpack(String archive, Path home) throws IOException {
        Path parent = home.getParent();
        if (parent == null) {
            throw new IOException(home + " has no parent");
        }
        Path draft = Files.createTempDirectory(parent, "unpacking-");
        try {
            Files.setPosixFilePermissions(draft, READABLE);
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive), 1 << 16)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, draft);
                }
            }
            try {
                Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                // Another process was faster; the draft is deleted below.
            } catch (FileSystemException e) {
                if (!Files.isDirectory(home)) {
                    throw e;
                }
            }
        } finally {
            delete(draft);
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("the archive reaches outside its directory");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            Files.setPosixFilePermissions(target, READABLE);
            return;
        }
        Files.createDirectories(target.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, target);
            Set<PosixFilePermission> permissions = EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.OTHERS_READ);
            if ((entry.getMode() & 0100) != 0) {
                permissions.addAll(READABLE);
            }
            Files.setPosixFilePermissions(target, permissions);
        } else {
            throw new IOException("the archive has an entry that is neither file, directory nor symbolic link");
        }
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
