package io.postern.proxy.adapter.netty;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.postern.proxy.config.CertificateFiles;
import io.postern.proxy.config.DatabaseTls;
import io.postern.proxy.config.DatabaseTls.Mode;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.tls.TlsFiles;
import io.postern.proxy.tls.TlsMaterial;

/**
 * TLS towards one database. Reads the files for each connection and makes something of them only when they changed, so
 * that renewed certificates count from the next connection on. Blocking; thread-safe.
 */
final class UpstreamTls {

    private final DatabaseTls settings;
    private final Map<TlsFiles, Made> contexts = new ConcurrentHashMap<>();

    private record Made(TlsMaterial material, SslContext context) {}

    UpstreamTls(DatabaseTls settings) {
        this.settings = settings;
    }

    /**
     * For connections of the role; empty where the database is spoken to in clear.
     *
     * @throws IllegalStateException where a file cannot be used
     */
    Optional<SslContext> context(RoleCredential credential) {
        if (settings.mode() == Mode.DISABLE) {
            return Optional.empty();
        }
        Optional<CertificateFiles> own = credential.certificate().or(settings::certificate);
        TlsFiles files = new TlsFiles(own, settings.ca());
        try {
            TlsMaterial material = files.read();
            Made made = contexts.get(files);
            if (made == null || !made.material().equals(material)) {
                made = new Made(material, make(material));
                contexts.put(files, made);
            }
            return Optional.of(made.context());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("cannot use the files for TLS with the database: " + e.getMessage(), e);
        }
    }

    private SslContext make(TlsMaterial material) throws IOException, GeneralSecurityException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(ListenerTls.VERSIONS)
                .endpointIdentificationAlgorithm(settings.mode() == Mode.VERIFY_FULL ? "HTTPS" : null)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ListenerTls.PROTOCOL));
        if (settings.mode().verifies()) {
            material.trustManagers().ifPresent(builder::trustManager);
        } else {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        }
        material.keyManagers().ifPresent(builder::keyManager);
        return builder.build();
    }
}
