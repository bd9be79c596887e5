package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

/** What a server, or somebody in its place, may answer to a request for TLS. */
class UpstreamTlsRequestTest {

    private final CompletableFuture<ServerProof> outcome = new CompletableFuture<>();
    private final EmbeddedChannel channel;

    UpstreamTlsRequestTest() throws SSLException {
        var tls = SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
        channel = new EmbeddedChannel(
                new UpstreamTlsRequest(tls.newHandler(Unpooled.EMPTY_BUFFER.alloc(), "db", 5432), outcome));
        ByteBuf request = channel.readOutbound();
        assertThat(ByteBufUtil.hexDump(request)).isEqualTo("0000000804d2162f");
        request.release();
    }

    @AfterEach
    void nothingLeaks() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aServerWithoutTlsIsRefused() {
        server("N");

        assertThat(failure()).hasMessageContaining("does not offer TLS");
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void anErrorInClearIsNotShown() {
        server("E\0\0\0\20SFATAL\0Mowned\0\0");

        assertThat(failure()).hasMessageNotContaining("owned");
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void bytesThatComeWithTheAgreementAreRefused() {
        server("SR\0\0\0\10\0\0\0\0");

        assertThat(failure()).hasMessageContaining("in clear");
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void bytesInClearInPlaceOfTheHandshakeAreRefused() {
        server("S");
        ByteBuf hello = channel.readOutbound();
        assertThat(hello.getByte(0)).isEqualTo(ListenerTls.HANDSHAKE_RECORD);
        hello.release();

        server("R\0\0\0\10\0\0\0\0Z\0\0\0\5I");

        assertThat(failure()).hasMessageContaining("no TLS connection");
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void aServerThatLeavesSaysSo() {
        channel.close();

        assertThat(failure()).hasMessage("the database closed the connection");
    }

    private void server(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        channel.runPendingTasks();
    }

    private LoginFailed failure() {
        ExecutionException failed = catchThrowableOfType(ExecutionException.class, outcome::get);
        return (LoginFailed) Objects.requireNonNull(failed.getCause());
    }
}
