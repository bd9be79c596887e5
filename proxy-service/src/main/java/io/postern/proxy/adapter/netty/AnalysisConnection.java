package io.postern.proxy.adapter.netty;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.DataRow;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Frame;
import io.postern.pgwire.FrameReader;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.Parse;
import io.postern.pgwire.ProtocolViolation;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.Sync;
import io.postern.pgwire.sql.SqlText;

/**
 * A logged-in connection on which texts are parsed and never bound: one question at a time. Event-loop confined; owns the
 * bytes of the server that are not read yet, one message of bounded size and one read more.
 */
final class AnalysisConnection extends ChannelInboundHandlerAdapter {

    /** As the server says it, whatever language its messages are in. */
    private static final String TITLE = "rewritten parse tree:";

    private static final int MAX_ROWS = 16;

    private final Channel channel;
    private final FrameReader frames;
    private @Nullable ByteBuf received;
    private @Nullable CompletableFuture<Answer> asked;
    private Answer.Parts parts = new Answer.Parts();

    /**
     * What came up to the next ReadyForQuery.
     *
     * @param trees as printed
     * @param rows in text
     */
    record Answer(List<String> trees, List<List<String>> rows, Optional<ErrorResponse> error) {

        private static final class Parts {
            final List<String> trees = new ArrayList<>();
            final List<List<String>> rows = new ArrayList<>();

            @Nullable
            ErrorResponse error;

            Answer whole() {
                return new Answer(List.copyOf(trees), List.copyOf(rows), Optional.ofNullable(error));
            }
        }

        /** Without any of it. */
        @Override
        public String toString() {
            return "Answer[" + trees.size() + " trees]";
        }
    }

    /** The server has more to say than is read. */
    static final class TooMuch extends Exception {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("the database prints more than is read", null, false, false);
        }
    }

    AnalysisConnection(Channel channel, int maxMessageBytes) {
        this.channel = channel;
        frames = new FrameReader(maxMessageBytes);
    }

    /** Asks how the server understands the text; completes exceptionally where the connection ends, on the event loop. */
    CompletableFuture<Answer> parse(SqlText text, List<Long> parameterTypes) {
        return ask(List.of(new Parse("", text, parameterTypes), new Sync()));
    }

    /** Asks a question of our own. */
    CompletableFuture<Answer> query(SqlText text) {
        return ask(List.of(new Query(text)));
    }

    private CompletableFuture<Answer> ask(List<FrontendMessage> messages) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        if (asked != null || !channel.isActive()) {
            answer.completeExceptionally(new LoginFailed("the database closed the connection"));
            return answer;
        }
        asked = answer;
        parts = new Answer.Parts();
        for (FrontendMessage message : messages) {
            channel.write(Messages.encode(channel.alloc(), message));
        }
        channel.flush();
        return answer;
    }

    void close() {
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        ByteBuf bytes = (ByteBuf) data;
        received =
                received == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), received, bytes);
        try {
            Frame frame;
            while (received != null && (frame = frames.next(received)) != null) {
                try {
                    on(frame);
                } finally {
                    frame.release();
                }
            }
            if (received != null && !received.isReadable()) {
                received.release();
                received = null;
            }
        } catch (ProtocolViolation e) {
            fail(new TooMuch());
            ctx.close();
        }
    }

    private void on(Frame frame) {
        BackendType type = BackendType.of(frame.type());
        if (type == null) {
            throw new ProtocolViolation("message type", "one of the protocol", "another");
        }
        BackendMessage message = BackendMessage.decode(type, frame.body());
        if (message instanceof NoticeResponse notice) {
            String tree = notice.field('D');
            if (notice.message().equals(TITLE) && tree != null) {
                parts.trees.add(tree);
            }
        } else if (message instanceof ErrorResponse error) {
            parts.error = error;
        } else if (message instanceof DataRow row) {
            row(row);
        } else if (message instanceof ReadyForQuery) {
            CompletableFuture<Answer> answered = asked;
            asked = null;
            if (answered != null) {
                answered.complete(parts.whole());
            }
        }
    }

    private void row(DataRow row) {
        if (parts.rows.size() == MAX_ROWS) {
            throw new ProtocolViolation("rows", "at most " + MAX_ROWS, "more");
        }
        parts.rows.add(row.values().stream()
                .map(value ->
                        value.bytes() == null ? "" : new String(value.bytes().toByteArray(), StandardCharsets.UTF_8))
                .toList());
    }

    private void fail(Exception why) {
        CompletableFuture<Answer> answer = asked;
        asked = null;
        if (answer != null) {
            answer.completeExceptionally(why);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(new LoginFailed("the database closed the connection"));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(new LoginFailed("the connection to the database broke"));
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (received != null) {
            received.release();
            received = null;
        }
    }
}
