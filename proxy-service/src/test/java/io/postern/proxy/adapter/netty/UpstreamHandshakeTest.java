package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.postern.pgwire.AuthenticationOk;
import io.postern.pgwire.AuthenticationSASL;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.EmptyQueryResponse;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.NegotiateProtocolVersion;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.SecretKey;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.TransactionStatus;
import io.postern.proxy.adapter.netty.UpstreamAuthentication.Credential;
import io.postern.proxy.adapter.netty.UpstreamHandshake.Greeting;
import io.postern.proxy.config.PasswordExchange;

/** Servers that misbehave; the role logs in by certificate, so that authentication is one message. */
class UpstreamHandshakeTest {

    private static final ReadyForQuery READY = new ReadyForQuery(TransactionStatus.IDLE);
    private static final BackendKeyData SHORT_KEY = new BackendKeyData(7, SecretKey.of(new byte[4]));
    private static final BackendKeyData LONG_KEY = new BackendKeyData(7, SecretKey.of(new byte[32]));

    private final CompletableFuture<Greeting> outcome = new CompletableFuture<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new UpstreamHandshake(
            new StartupMessage(3, 2, Map.of("user", "agent")),
            new UpstreamAuthentication(
                    new Credential("agent", Optional.of("secret"), true),
                    PasswordExchange.SCRAM_SHA_256,
                    new ServerProof(true, Optional.empty(), true)),
            Runnable::run,
            outcome));

    @AfterEach
    void nothingLeaks() {
        channel.finishAndReleaseAll();
    }

    @Test
    void asksForTheNewestProtocolAndKeepsTheLongKey() throws Exception {
        server(new AuthenticationOk(), new ParameterStatus("server_version", "18.0"), LONG_KEY, READY);

        ByteBuf startup = channel.readOutbound();
        assertThat(startup.getInt(4)).isEqualTo(3 << 16 | 2);
        startup.release();
        assertThat(outcome.get().key()).contains(LONG_KEY);
        assertThat(outcome.get().parameters()).containsEntry("server_version", "18.0");
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void anOlderServerTalksItDown() throws Exception {
        server(new NegotiateProtocolVersion(0, List.of()), new AuthenticationOk(), SHORT_KEY, READY);

        assertThat(outcome.get().key()).contains(SHORT_KEY);
    }

    @Test
    void messagesInPiecesAreTheSame() throws Exception {
        ByteBuf whole = encoded(new AuthenticationOk(), SHORT_KEY, READY);
        while (whole.isReadable()) {
            channel.writeInbound(whole.readRetainedSlice(1));
            channel.runPendingTasks();
        }
        whole.release();

        assertThat(outcome.get().key()).contains(SHORT_KEY);
    }

    @Test
    void versionsThatWereNotAskedForAreRefused() {
        refuses(new NegotiateProtocolVersion(3, List.of()));
    }

    @Test
    void optionsThatWereNotAskedForAreRefused() {
        refuses(new NegotiateProtocolVersion(0, List.of("_pq_.x")));
    }

    @Test
    void aVersionIsNegotiatedOnceAndFirst() {
        refuses(new NegotiateProtocolVersion(0, List.of()), new NegotiateProtocolVersion(0, List.of()));
    }

    @Test
    void aVersionIsNotNegotiatedAfterTheLogin() {
        refuses(new AuthenticationOk(), new NegotiateProtocolVersion(0, List.of()));
    }

    @Test
    void aLongKeyInTheOldProtocolIsRefused() {
        refuses(new NegotiateProtocolVersion(0, List.of()), new AuthenticationOk(), LONG_KEY);
    }

    @Test
    void twoKeysAreRefused() {
        refuses(new AuthenticationOk(), SHORT_KEY, SHORT_KEY);
    }

    @Test
    void nothingIsReadyBeforeTheLogin() {
        refuses(READY);
    }

    @Test
    void parametersBeforeTheLoginAreRefused() {
        refuses(new ParameterStatus("is_superuser", "off"));
    }

    @Test
    void answersToNothingAreRefused() {
        refuses(new AuthenticationOk(), new EmptyQueryResponse());
    }

    @Test
    void aSecondLoginIsRefused() {
        refuses(new AuthenticationOk(), new AuthenticationSASL(List.of("SCRAM-SHA-256")));
    }

    @Test
    void bytesBehindReadyForQueryAreRefused() {
        refuses(new AuthenticationOk(), READY, new ParameterStatus("a", "b"));
    }

    @Test
    void bytesBeforeTheRelayIsThereCloseTheConnection() {
        server(new AuthenticationOk(), READY);

        server(new ParameterStatus("a", "b"));

        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void whatTheServerSaysOfItsRefusalStaysHere() {
        refuses(ErrorResponse.of(
                "FATAL", "28P01", "password authentication failed for user \"shop_agent\"", null, null));

        assertThat(failure()).hasMessage("the database refused the connection (SQLSTATE 28P01)");
    }

    @Test
    void aServerThatNeverGetsReadyIsCutOff() {
        server(new AuthenticationOk());
        NoticeResponse notice = NoticeResponse.of("NOTICE", "00000", "x".repeat(10_000), null, null);
        int sent = 0;
        while (channel.isActive() && sent < 100) {
            server(notice);
            sent++;
        }

        assertThat(sent).isEqualTo(27);
        assertThat(failure()).hasMessageContaining("too much");
    }

    @Test
    void oneMessageTooLongIsRefusedByItsLength() {
        ByteBuf header = Unpooled.buffer().writeByte('R').writeInt(Integer.MAX_VALUE);
        channel.writeInbound(header);

        assertThat(failure()).hasMessage("the database broke the protocol");
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void aServerThatLeavesSaysSo() {
        channel.close();

        assertThat(failure()).hasMessage("the database closed the connection");
    }

    private void refuses(BackendMessage... messages) {
        server(messages);

        assertThat(outcome).isCompletedExceptionally();
        assertThat(channel.isActive()).isFalse();
    }

    private LoginFailed failure() {
        ExecutionException failed = catchThrowableOfType(ExecutionException.class, outcome::get);
        return (LoginFailed) Objects.requireNonNull(failed.getCause());
    }

    private void server(BackendMessage... messages) {
        channel.writeInbound(encoded(messages));
        channel.runPendingTasks();
    }

    private static ByteBuf encoded(BackendMessage... messages) {
        ByteBuf bytes = Unpooled.buffer();
        for (BackendMessage message : messages) {
            message.encode(bytes);
        }
        return bytes;
    }
}
