package io.postern.policy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells whether a server's parser takes a text. Nothing runs: in a failed transaction, the server parses each query and only then
 * says that it ignores it. Speaks the protocol itself, because drivers read SQL too.
 */
final class SyntaxOracle implements AutoCloseable {

    private static final int PROTOCOL = 3 << 16;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final char FAILED = 'E';

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private int version;

    /** @param user who is let in without a password */
    SyntaxOracle(InetSocketAddress server, String user) throws IOException {
        socket.connect(server, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(socket.getOutputStream());
        byte[] parameters =
                ("user\0" + user + "\0database\0postgres\0client_encoding\0UTF8\0\0").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream startup = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(startup);
        fields.writeInt(8 + parameters.length);
        fields.writeInt(PROTOCOL);
        fields.write(parameters);
        out.write(startup.toByteArray());
        answer();
        send("BEGIN");
        answer();
        send("this fails");
        answer();
    }

    /**
     * @param sqlState empty where the text holds no statement
     */
    record Answer(String sqlState, String message, char transaction) {

        /** The text is SQL: the server has nothing against it but the failed transaction. */
        boolean isSyntax() {
            return sqlState.equals("25P02") || sqlState.isEmpty();
        }
    }

    /** Such as 17. */
    int version() {
        return version;
    }

    Answer ask(String sql) throws IOException {
        send(sql);
        Answer answer = answer();
        if (answer.transaction() != FAILED) {
            throw new IllegalStateException("left the failed transaction: " + sql);
        }
        return answer;
    }

    private void send(String sql) throws IOException {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream query = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(query);
        fields.writeByte('Q');
        fields.writeInt(4 + text.length + 1);
        fields.write(text);
        fields.writeByte(0);
        out.write(query.toByteArray());
    }

    /** The first error until the server is ready. */
    private Answer answer() throws IOException {
        String sqlState = "";
        String message = "";
        while (true) {
            char type = (char) in.readUnsignedByte();
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            String text = new String(body, StandardCharsets.UTF_8);
            switch (type) {
                case 'E' -> {
                    Map<Character, String> fields = fields(text);
                    sqlState = sqlState.isEmpty() ? fields.getOrDefault('C', "") : sqlState;
                    message = message.isEmpty() ? fields.getOrDefault('M', "") : message;
                    if (sqlState.startsWith("28")) {
                        throw new IOException(message);
                    }
                }
                case 'R' -> {
                    if (body[3] != 0) {
                        throw new IOException("the server wants a password");
                    }
                }
                case 'S' -> {
                    if (text.startsWith("server_version\0")) {
                        version = Integer.parseInt(
                                text.substring("server_version\0".length()).split("[^0-9]", 2)[0]);
                    }
                }
                case 'Z' -> {
                    return new Answer(sqlState, message, text.charAt(0));
                }
                default -> {}
            }
        }
    }

    private static Map<Character, String> fields(String body) {
        Map<Character, String> fields = new HashMap<>();
        for (String field : body.split("\0", -1)) {
            if (!field.isEmpty()) {
                fields.put(field.charAt(0), field.substring(1));
            }
        }
        return fields;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
