package io.postern.proxy.adapter.netty;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.postern.proxy.config.ClientCertificates;
import io.postern.proxy.config.TlsSettings;
import io.postern.proxy.tls.TlsFiles;
import io.postern.proxy.tls.TlsMaterial;

/**
 * TLS towards clients. Looks at its files from time to time, on a thread of its own: who connects next gets what they hold
 * then. Files that do not make a certificate and its key leave the one before in use. Thread-safe.
 */
final class ListenerTls implements AutoCloseable {

    /** As registered for ALPN (PostgreSQL manual, "SSL Session Encryption"). */
    static final String PROTOCOL = "postgresql";

    /** The type of a TLS record that holds handshake messages (RFC 8446 §5.1). */
    static final byte HANDSHAKE_RECORD = 0x16;

    static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);

    private final TlsSettings settings;
    private final TlsFiles files;
    private final Duration handshakeLimit;
    private final ScheduledExecutorService thread;
    private volatile SslContext context;
    private @Nullable TlsMaterial seen;
    private @Nullable String fault;

    private ListenerTls(TlsSettings settings, TlsFiles files, Duration handshakeLimit, TlsMaterial material)
            throws IOException, GeneralSecurityException {
        this.settings = settings;
        this.files = files;
        this.handshakeLimit = handshakeLimit;
        this.context = context(settings.clients().policy(), material);
        this.seen = material;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread named = new Thread(task, "certificate-watch");
            named.setDaemon(true);
            return named;
        });
    }

    /**
     * @param handshakeLimit for a client to finish its handshake
     * @throws IllegalStateException where there is no certificate to start with
     */
    static ListenerTls start(TlsSettings settings, Duration handshakeLimit) {
        TlsFiles files = new TlsFiles(
                Optional.of(settings.certificate()), settings.clients().ca());
        try {
            ListenerTls tls = new ListenerTls(settings, files, handshakeLimit, files.read());
            long millis = settings.reload().toMillis();
            tls.thread.scheduleWithFixedDelay(tls::refresh, millis, millis, TimeUnit.MILLISECONDS);
            return tls;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "cannot read the certificate " + settings.certificate().chain() + ": " + e.getMessage(), e);
        }
    }

    /** For one connection, to be put first into its pipeline. */
    SslHandler newHandler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(handshakeLimit.toMillis());
        return handler;
    }

    private void refresh() {
        try {
            TlsMaterial material = files.read();
            if (material.equals(seen)) {
                fault = null;
                return;
            }
            // Whatever comes of it, the same content is not tried twice.
            seen = material;
            context = context(settings.clients().policy(), material);
            fault = null;
            LOG.atInfo()
                    .addKeyValue("certificate", settings.certificate().chain())
                    .log("certificate reloaded");
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            report(String.valueOf(e.getMessage()));
        }
    }

    private void report(String what) {
        if (!what.equals(fault)) {
            fault = what;
            LOG.atError()
                    .addKeyValue("certificate", settings.certificate().chain())
                    .addKeyValue("error", what)
                    .log("the changed certificate cannot be used; the one before stays in use");
        }
    }

    private static SslContext context(ClientCertificates.Policy policy, TlsMaterial material)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory own =
                material.keyManagers().orElseThrow(() -> new IllegalStateException("a listener has a certificate"));
        SslContextBuilder builder = SslContextBuilder.forServer(own)
                .sslProvider(SslProvider.JDK)
                .protocols(VERSIONS)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.FATAL_ALERT,
                        SelectedListenerFailureBehavior.ACCEPT,
                        PROTOCOL))
                .clientAuth(
                        switch (policy) {
                            case NONE -> ClientAuth.NONE;
                            case OPTIONAL -> ClientAuth.OPTIONAL;
                            case REQUIRED -> ClientAuth.REQUIRE;
                        });
        material.trustManagers().ifPresent(builder::trustManager);
        return builder.build();
    }

    /** Stops looking at the files. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
