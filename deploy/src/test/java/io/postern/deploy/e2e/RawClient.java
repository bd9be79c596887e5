package io.postern.deploy.e2e;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.deploy.demo.DemoShop;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.StartupMessage;

/** A client that says exactly what a test wants, in clear on loopback. */
final class RawClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    /**
     * One message as it came.
     *
     * @param type its first byte
     */
    record Raw(char type, Bytes body) {
        Raw(char type, byte[] body) {
            this(type, Bytes.of(body));
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private @Nullable BackendKeyData key;

    RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** @param socket connected */
    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
    }

    /** Logged in to the shop and ready for a query. */
    static RawClient loggedIn(Gate gate, String subject, String group) throws IOException {
        RawClient client = new RawClient(gate.port());
        client.logIn(gate, subject, group, 0);
        return client;
    }

    /** Logs in to the shop, until it is ready for a query. */
    void logIn(Gate gate, String subject, String group, int minorVersion) throws IOException {
        send(new StartupMessage(3, minorVersion, Map.of("user", subject, "database", DemoShop.SHOP))::encode);
        logIn(gate.issuer().token(subject, group));
    }

    /** Logged in to a database under a name and ready for a query. */
    static RawClient loggedIn(Gate gate, ServedDatabase database, String subject, String group) throws IOException {
        RawClient client = new RawClient(gate.port());
        client.send(new StartupMessage(3, 0, Map.of("user", subject, "database", database.name()))::encode);
        client.logIn(gate.issuer().token(subject, group));
        return client;
    }

    /** Logs in to the database as its owner, until it is ready for a query. */
    void logIn(Gate gate, OwnedDatabase database) throws IOException {
        send(new StartupMessage(3, 0, Map.of("user", database.role(), "database", database.name()))::encode);
        logIn(gate.issuer().token(database.role(), Gate.OWNERS));
    }

    private void logIn(String token) throws IOException {
        read(BackendType.AUTHENTICATION);
        send(new PasswordMessage(token));
        for (BackendMessage message : readUntil(BackendType.READY_FOR_QUERY)) {
            if (message instanceof BackendKeyData data) {
                key = data;
            }
        }
    }

    /** What cancels this client's statements. */
    CancelRequest cancelRequest() {
        BackendKeyData data = Objects.requireNonNull(key, "not logged in");
        return new CancelRequest(data.processId(), data.key());
    }

    void send(FrontendMessage... messages) throws IOException {
        send(buffer -> List.of(messages).forEach(message -> message.encode(buffer)));
    }

    void send(Consumer<ByteBuf> encoder) throws IOException {
        sendBytes(bytes(encoder));
    }

    /** As they go over the wire. */
    static byte[] bytes(Consumer<ByteBuf> encoder) {
        ByteBuf buffer = Unpooled.buffer();
        encoder.accept(buffer);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /**
     * @throws EOFException where the gate has closed
     */
    BackendMessage read() throws IOException {
        Raw raw = readRaw();
        BackendType type = BackendType.of((byte) raw.type());
        if (type == null) {
            throw new IOException("not a message of the protocol: " + raw.type());
        }
        return BackendMessage.decode(type, Unpooled.wrappedBuffer(raw.body().toByteArray()));
    }

    /** As {@link #read()}, undecoded. */
    Raw readRaw() throws IOException {
        char type = (char) in.readUnsignedByte();
        byte[] body = new byte[in.readInt() - Integer.BYTES];
        in.readFully(body);
        return new Raw(type, body);
    }

    private void read(BackendType expected) throws IOException {
        BackendMessage message = read();
        if (message.backendType() != expected) {
            throw new IOException("expected " + expected + ", got " + message);
        }
    }

    /** Everything up to and with the first message of the type. */
    List<BackendMessage> readUntil(BackendType last) throws IOException {
        List<BackendMessage> messages = new ArrayList<>();
        do {
            messages.add(read());
        } while (messages.get(messages.size() - 1).backendType() != last);
        return messages;
    }

    /** Everything until the gate closes. */
    List<BackendMessage> readToEnd() throws IOException {
        List<BackendMessage> messages = new ArrayList<>();
        try {
            while (true) {
                messages.add(read());
            }
        } catch (EOFException e) {
            return messages;
        }
    }

    int readByte() throws IOException {
        return in.read();
    }

    /** A message whose body was not looked at, and its size on the wire. */
    record Skipped(char type, long bytes) {}

    /** Reads over a message, whatever its size. */
    Skipped skip() throws IOException {
        char type = (char) in.readByte();
        int length = in.readInt();
        in.skipNBytes(length - Integer.BYTES);
        return new Skipped(type, 1L + length);
    }

    /** One byte, or none because the gate has closed, one way or the other. */
    void readByteOrReset() throws IOException {
        try {
            in.read();
        } catch (SocketException e) {
            // RST in place of FIN.
        }
    }

    /** Says that nothing more will be sent, and goes on to listen. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Breaks the connection off, with RST in place of FIN. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
