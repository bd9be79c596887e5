package io.postern.deploy.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.postern.proxy.config.TracingSettings;

/** Takes traces as a collector does and keeps the bytes; strings stand in OTLP's protobuf as they are. */
final class TraceCollector implements AutoCloseable {

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    TracingSettings settings() {
        return new TracingSettings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces"), 1);
    }

    /** Everything that came, one character for each byte. */
    String received() {
        return String.join("", bodies);
    }

    /** From now on connections are refused. */
    @Override
    public void close() {
        server.stop(0);
    }
}
