package io.postern.deploy.e2e;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.Unpooled;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.ErrorResponse;

/**
 * Stands between a client that speaks in clear, one simple query after the other, and the gate. Searches everything that the
 * client gets and counts what becomes of its queries.
 */
final class ListeningRelay implements AutoCloseable {

    private static final int MAX_FINDINGS = 100;

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int gatePort;
    private final CanaryPatterns canaries;
    private final FuzzTally tally = new FuzzTally();
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private long received;

    ListeningRelay(int gatePort, CanaryPatterns canaries) throws IOException {
        this.gatePort = gatePort;
        this.canaries = canaries;
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    FuzzTally tally() {
        return tally;
    }

    /** Raw values that the client got, each with the query that was running. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    synchronized String summary() {
        return "%d bytes, findings %d; %s".formatted(received, findings.size(), tally.summary());
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listener.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), gatePort);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                Exchange exchange = new Exchange();
                daemon(() -> ask(near, far, exchange));
                daemon(() -> answer(far, near, exchange));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    /** The query that runs on one connection, and how it failed. */
    private static final class Exchange {
        private volatile String query = "";
        private Optional<ErrorResponse> error = Optional.empty();
    }

    private static void ask(Socket near, Socket far, Exchange exchange) {
        try (near;
                far) {
            DataInputStream in = new DataInputStream(near.getInputStream());
            DataOutputStream out = new DataOutputStream(far.getOutputStream());
            byte[] startup = new byte[in.readInt() - Integer.BYTES];
            in.readFully(startup);
            out.writeInt(startup.length + Integer.BYTES);
            out.write(startup);
            while (true) {
                int type = in.readUnsignedByte();
                byte[] body = new byte[in.readInt() - Integer.BYTES];
                in.readFully(body);
                if (type == 'Q' || type == 'P') {
                    exchange.query = new String(body, StandardCharsets.UTF_8).replace("\0", "");
                }
                out.write(framed(type, body));
                out.flush();
            }
        } catch (IOException e) {
            // One of the two has closed, and so both are.
        }
    }

    private void answer(Socket far, Socket near, Exchange exchange) {
        try (near;
                far) {
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(far.getInputStream()));
            DataOutputStream out = new DataOutputStream(near.getOutputStream());
            while (true) {
                int type = in.readUnsignedByte();
                byte[] body = new byte[in.readInt() - Integer.BYTES];
                in.readFully(body);
                heard(type, body, exchange);
                out.write(framed(type, body));
                out.flush();
            }
        } catch (IOException e) {
            // One of the two has closed, and so both are.
        }
    }

    private synchronized void heard(int type, byte[] body, Exchange exchange) {
        received += body.length + 1L + Integer.BYTES;
        canaries.in(framed(type, body)).ifPresent(raw -> found(raw, exchange.query));
        if (type == 'E' && exchange.error.isEmpty()) {
            exchange.error = Optional.of(
                    (ErrorResponse) BackendMessage.decode(BackendType.ERROR_RESPONSE, Unpooled.wrappedBuffer(body)));
        } else if (type == 'Z') {
            if (!exchange.query.isEmpty()) {
                tally.count(kind(exchange.query), exchange.error, exchange.query);
            }
            exchange.error = Optional.empty();
            exchange.query = "";
        }
    }

    private static String kind(String query) {
        String word = query.strip().split("\\W", 2)[0].toUpperCase(Locale.ROOT);
        return word.isEmpty() ? "OTHER" : word;
    }

    private static byte[] framed(int type, byte[] body) {
        return java.nio.ByteBuffer.allocate(1 + Integer.BYTES + body.length)
                .put((byte) type)
                .putInt(body.length + Integer.BYTES)
                .put(body)
                .array();
    }

    private void found(String raw, String query) {
        System.out.println("FOUND: " + raw + " in the answer to " + query);
        if (findings.size() < MAX_FINDINGS) {
            findings.add(raw + " in the answer to " + query);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "listening-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
