package io.postern.pgsql.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Frame;
import io.postern.pgwire.FrameReader;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.TransactionStatus;
import io.postern.pgwire.sql.SqlText;

/**
 * Tells whether a server's parser takes a text. Nothing runs: in a failed transaction, the server parses the whole query and only
 * then says that it ignores its first statement, which is one of ours.
 */
public final class SyntaxOracle implements AutoCloseable {

    /** Stands before every text, so that a COMMIT is never the statement that the server gets to. */
    private static final String PREFIX = "SELECT;";

    private static final String IN_FAILED_TRANSACTION = "25P02";
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int MAX_BODY = 1 << 24;
    private static final int BATCH = 200;
    private static final int BATCH_CHARACTERS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private final FrameReader frames = new FrameReader(MAX_BODY);
    private final ByteBuf received = Unpooled.buffer();

    /** @param user who is let in without a password */
    public SyntaxOracle(InetSocketAddress server, String user) throws IOException {
        socket.connect(server, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", user);
        parameters.put("database", "postgres");
        parameters.put("client_encoding", "UTF8");
        parameters.put("client_min_messages", "error");
        ByteBuf startup = Unpooled.buffer();
        new StartupMessage(3, 0, parameters).encode(startup);
        write(startup);
        answer();
        write(query("BEGIN"));
        answer();
        write(query("this fails"));
        answer();
    }

    /**
     * @param sqlState what the server answers
     * @param position of the error in the text, in characters from 1; 0 where the server names none
     */
    public record Answer(String sqlState, String message, int position) {

        /** The server has nothing against the text but the failed transaction. */
        public boolean isSyntax() {
            return sqlState.equals(IN_FAILED_TRANSACTION);
        }
    }

    /** One answer per text, in order. */
    public List<Answer> ask(List<String> texts) {
        List<Answer> answers = new ArrayList<>(texts.size());
        int from = 0;
        while (from < texts.size()) {
            int to = from;
            int characters = 0;
            ByteBuf batch = Unpooled.buffer();
            while (to < texts.size() && to - from < BATCH && (to == from || characters < BATCH_CHARACTERS)) {
                String text = texts.get(to++);
                batch.writeBytes(query(PREFIX + text));
                characters += text.length();
            }
            try {
                write(batch);
                for (; from < to; from++) {
                    answers.add(answer());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("at text " + from, e);
            }
        }
        return answers;
    }

    public Answer ask(String text) {
        return ask(List.of(text)).get(0);
    }

    private static ByteBuf query(String sql) {
        ByteBuf bytes = Unpooled.buffer();
        FrontendMessage query = new Query(SqlText.of(sql));
        query.encode(bytes);
        return bytes;
    }

    private void write(ByteBuf bytes) throws IOException {
        out.write(ByteBufUtil.getBytes(bytes));
        out.flush();
    }

    /** The first error until the server is ready. */
    private Answer answer() throws IOException {
        Answer answer = new Answer("", "", 0);
        while (true) {
            BackendMessage message = next();
            if (message instanceof ErrorResponse error) {
                if (error.sqlState().startsWith("28")) {
                    throw new IOException(error.message());
                }
                answer = answer.sqlState().isEmpty() ? answer(error) : answer;
            } else if (message instanceof ReadyForQuery ready) {
                if (answer.isSyntax() && ready.status() != TransactionStatus.FAILED) {
                    throw new IOException("left the failed transaction");
                }
                return answer;
            }
        }
    }

    private static Answer answer(ErrorResponse error) {
        String position = error.field('P');
        int characters = position == null ? 0 : Math.max(0, Integer.parseInt(position) - PREFIX.length());
        return new Answer(error.sqlState(), error.message(), characters);
    }

    private BackendMessage next() throws IOException {
        Frame frame = frames.next(received);
        while (frame == null) {
            received.discardReadBytes();
            byte[] chunk = new byte[1 << 16];
            int read = in.read(chunk);
            if (read < 0) {
                throw new IOException("the server closed: " + received.toString(StandardCharsets.UTF_8));
            }
            received.writeBytes(chunk, 0, read);
            frame = frames.next(received);
        }
        try {
            return BackendMessage.decode(Objects.requireNonNull(BackendType.of(frame.type())), frame.body());
        } finally {
            frame.release();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
