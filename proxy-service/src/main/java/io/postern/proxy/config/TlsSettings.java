package io.postern.proxy.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * TLS towards clients: 1.2 and later, by SSLRequest or directly.
 *
 * @param reload how often the files are looked at; new connections get what changed
 */
public record TlsSettings(CertificateFiles certificate, ClientCertificates clients, Duration reload) {

    public static final Duration DEFAULT_RELOAD = Duration.ofSeconds(5);

    public static final Duration MIN_RELOAD = Duration.ofMillis(10);

    public TlsSettings {
        if (reload.compareTo(MIN_RELOAD) < 0) {
            throw new IllegalArgumentException("listener.tls.reload: must be at least " + MIN_RELOAD.toMillis() + "ms");
        }
    }

    /** Without client certificates. */
    public TlsSettings(Path certificateChain, Path privateKey) {
        this(new CertificateFiles(certificateChain, privateKey), ClientCertificates.NONE, DEFAULT_RELOAD);
    }
}
