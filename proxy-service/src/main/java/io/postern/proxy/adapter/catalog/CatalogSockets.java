package io.postern.proxy.adapter.catalog;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Properties;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.WrappedFactory;

import io.postern.proxy.config.CertificateFiles;
import io.postern.proxy.tls.TlsFiles;
import io.postern.proxy.tls.TlsMaterial;

/**
 * Sockets for pgjdbc that take the same PEM files as sessions do: pgjdbc itself wants other key formats, and knows either a
 * CA file or the Java runtime's CAs with a client certificate, not both. Made by pgjdbc, from the connection's properties.
 */
public final class CatalogSockets extends WrappedFactory {

    static final String CA = "postern.ca";
    static final String CHAIN = "postern.chain";
    static final String KEY = "postern.key";

    private final boolean checksHost;

    /**
     * @throws IllegalStateException where a file cannot be used
     */
    public CatalogSockets(Properties properties) {
        String mode = properties.getProperty("sslmode", "verify-full");
        checksHost = mode.equals("verify-full");
        try {
            TlsMaterial material = files(properties).read();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    material.keyManagers()
                            .map(KeyManagerFactory::getKeyManagers)
                            .orElse(new KeyManager[0]),
                    mode.equals("require") ? new TrustManager[] {new TrustsAll()} : trust(material),
                    null);
            factory = context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot use the files for TLS with the database: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trust(TlsMaterial material) throws GeneralSecurityException {
        // null: the runtime's own
        return material.trustManagers()
                .map(TrustManagerFactory::getTrustManagers)
                .orElse(null);
    }

    private static TlsFiles files(Properties properties) {
        Optional<Path> chain = path(properties, CHAIN);
        Optional<CertificateFiles> own = chain.map(
                file -> new CertificateFiles(file, path(properties, KEY).orElseThrow()));
        return new TlsFiles(own, path(properties, CA));
    }

    private static Optional<Path> path(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key)).map(Path::of);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        SSLSocket secured = (SSLSocket) super.createSocket(socket, host, port, autoClose);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setApplicationProtocols(new String[] {"postgresql"});
        if (checksHost) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secured.setSSLParameters(parameters);
        return secured;
    }

    /** For tls: require, which encrypts towards whoever answers. */
    private static final class TrustsAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
