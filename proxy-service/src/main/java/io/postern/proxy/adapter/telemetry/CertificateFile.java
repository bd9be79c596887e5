package io.postern.proxy.adapter.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** A certificate chain on disk, looked at again from time to time since it may be replaced. Thread-safe. */
public final class CertificateFile {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Path chain;
    private double expiry = Double.NaN;
    private long readAt;
    private boolean read;

    public CertificateFile(Path chain) {
        this.chain = chain;
    }

    /** When its first certificate runs out, in seconds since 1970; NaN where it cannot be read. */
    public synchronized double expirySeconds() {
        long now = System.nanoTime();
        if (!read || now - readAt > FRESH.toNanos()) {
            expiry = readExpiry();
            readAt = now;
            read = true;
        }
        return expiry;
    }

    private double readExpiry() {
        try (InputStream in = Files.newInputStream(chain)) {
            X509Certificate leaf =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return leaf.getNotAfter().toInstant().getEpochSecond();
        } catch (IOException | CertificateException | ClassCastException e) {
            return Double.NaN;
        }
    }
}
