package io.postern.pgsql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the server's regression SQL is. */
record RegressSource(Path directory, boolean temporary) implements AutoCloseable {

    private static final String FETCH = "fetch";

    /** One shell script: apt with lists of its own, so that the machine's are left alone. */
    private static final String SCRIPT = """
            set -eu
            . /etc/os-release
            mkdir -p state/lists/partial cache/archives/partial
            uri=$(sed -n 's/^URIs: *//p; s/^deb  *\\(\\[[^]]*\\] *\\)\\{0,1\\}\\([^ ]*\\) .*/\\2/p' \
                /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1)
            echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $VERSION_CODENAME main" > sources.list
            options="-qq -o Dir::Etc::sourcelist=$PWD/sources.list -o Dir::Etc::sourceparts=/dev/null"
            options="$options -o Dir::State=$PWD/state -o Dir::Cache=$PWD/cache -o APT::Sandbox::User=root"
            apt-get $options update
            apt-get $options source --download-only postgresql-15
            tar -xf postgresql-15_*.orig.tar.* --wildcards '*/sql/*.sql'
            """;

    static RegressSource of(String given) throws IOException {
        return given.equals(FETCH) ? fetched() : new RegressSource(Path.of(given), false);
    }

    private static RegressSource fetched() throws IOException {
        RegressSource source = new RegressSource(Files.createTempDirectory("regress"), true);
        Process shell = new ProcessBuilder(List.of("sh", "-c", SCRIPT))
                .directory(source.directory().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (shell.waitFor() != 0) {
                source.close();
                throw new IOException("cannot fetch the source package: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return source;
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
