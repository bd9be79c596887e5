package io.postern.proxy.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.postern.proxy.config.CertificateFiles;

/**
 * The PEM files of one side of a connection.
 *
 * @param own what this side shows
 * @param ca who signs what the other side shows
 */
public record TlsFiles(Optional<CertificateFiles> own, Optional<Path> ca) {

    /** Of one file. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** What the files hold now; nothing of it is checked yet. */
    public TlsMaterial read() throws IOException {
        return new TlsMaterial(read(own.map(CertificateFiles::chain)), read(own.map(CertificateFiles::key)), read(ca));
    }

    private static Optional<String> read(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(file.get() + " is longer than " + MAX_BYTES + " bytes");
            }
            return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
        }
    }
}
