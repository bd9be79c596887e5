package io.postern.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.postern.audit.config.AccessSettings;
import io.postern.audit.config.AuditConfig;
import io.postern.audit.config.HttpEndpoint;
import io.postern.audit.config.StoreSettings;
import io.postern.identity.OidcSettings;
import io.postern.identity.Secret;
import io.postern.schemas.KafkaConnection;

/** A running audit service on a free port, and a client of it. */
final class AuditProcess implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final AuditService service;
    private final int port;

    private AuditProcess(AuditService service, int port) {
        this.service = service;
        this.port = port;
    }

    static AuditProcess start(KafkaConnection kafka, StoreSettings store, OidcSettings oidc) {
        int port = freePort();
        return new AuditProcess(AuditService.start(config(kafka, store, oidc, port)), port);
    }

    static AuditConfig config(KafkaConnection kafka, StoreSettings store, OidcSettings oidc, int port) {
        return new AuditConfig(
                kafka,
                new HttpEndpoint("127.0.0.1", port, URI.create("http://127.0.0.1:" + port)),
                store,
                new AccessSettings(oidc, "postern-web", Set.of("auditors")));
    }

    /** Settings whose password is kept in a file, as in production. */
    static StoreSettings store(String jdbcUrl, String user, String password) {
        try {
            Path file = Files.createTempFile("postern-audit-", ".password");
            file.toFile().deleteOnExit();
            Files.writeString(file, password, StandardCharsets.UTF_8);
            return new StoreSettings(jdbcUrl, user, new Secret("file:" + file.toAbsolutePath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    boolean isReady() {
        return get("/health/ready").statusCode() == 200;
    }

    JsonNode json(String path, String token) {
        HttpResponse<String> response = get(path, "Authorization", "Bearer " + token);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return parse(response);
    }

    static JsonNode parse(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
