package io.postern.proxy.adapter.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;

class AdminHandlerTest {

    private final Pages pages = new Pages();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new HttpServerCodec(1_024, 8_192, 8_192), new AdminHandler(pages));

    @Test
    void metricsAreShownAndTheConnectionCloses() {
        assertThat(ask("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: text/plain; version=0.0.4")
                .contains("connection: close")
                .endsWith("\r\n\r\na 1\n");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void headHasNoBody() {
        assertThat(ask("HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-length: 4")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aQueryChangesNothing() {
        assertThat(ask("GET /ready?verbose=1 HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("{\"ready\":true}\n");
    }

    @Test
    void whyNotReadyIsOneLine() {
        pages.notReady = Optional.of("draining");

        assertThat(ask("GET /ready HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .endsWith("\r\n\r\n{\"ready\":false,\"reason\":\"draining\"}\n");
    }

    @Test
    void aliveIsWhatAnswers() {
        pages.signOfLife.complete(null);

        assertThat(ask("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")).endsWith("{\"live\":true}\n");
    }

    @Test
    void whatDoesNotAnswerIsNotAlive() {
        pages.signOfLife.completeExceptionally(new IllegalStateException("hangs"));

        assertThat(ask("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .contains("\"live\":false");
    }

    @Test
    void onlyReadingIsAllowed() {
        assertThat(ask("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                .contains("allow: GET, HEAD");
    }

    @Test
    void otherPathsAreNotThere() {
        assertThat(ask("GET /etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 404 Not Found\r\n");
    }

    @Test
    void whatIsNotHttpIsRefused() {
        assertThat(ask("SELECT 1;\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }

    @Test
    void headersHaveABound() {
        assertThat(ask("GET /metrics HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void oneRequestIsAnsweredPerConnection() {
        String twice = "GET /ready HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2);

        assertThat(ask(twice).split("HTTP/1.1 200", -1)).hasSize(2);
    }

    @Test
    void aClientThatDoesNotFinishItsRequestIsCutOff() {
        channel.freezeTime();
        channel.writeInbound(Unpooled.copiedBuffer("GET /ready HTTP/1.1\r\nX:", StandardCharsets.US_ASCII));

        channel.advanceTimeBy(AdminHandler.LIFETIME.toMillis() + 1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isFalse();
    }

    private String ask(String request) {
        channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.ISO_8859_1));
        channel.runPendingTasks();
        StringBuilder answer = new StringBuilder();
        ByteBuf part;
        while ((part = channel.readOutbound()) != null) {
            answer.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        channel.finishAndReleaseAll();
        return answer.toString();
    }

    /** What the test says. */
    private static final class Pages implements AdminPages {
        private final CompletableFuture<Void> signOfLife = new CompletableFuture<>();
        private Optional<String> notReady = Optional.empty();

        @Override
        public CompletionStage<Void> signOfLife() {
            return signOfLife;
        }

        @Override
        public Optional<String> notReady() {
            return notReady;
        }

        @Override
        public String metrics() {
            return "a 1\n";
        }
    }
}
