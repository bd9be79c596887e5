package io.postern.deploy.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The wire between a proxy and its database, which can be cut: both ends get RST. A connection is also cut by itself, in the
 * middle of the answer, once the mark was sent over it.
 */
final class Cable implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private static final int ANSWERED_AFTER_MARK = 1_000_000;

    private final String host;
    private final int port;
    private final byte[] mark;

    /** @param host of the database */
    Cable(String host, int port) throws IOException {
        this(host, port, "no statement has this mark");
    }

    /** @param mark arrives in one piece with the statement that it is in */
    Cable(String host, int port, String mark) throws IOException {
        this.host = host;
        this.port = port;
        this.mark = mark.getBytes(StandardCharsets.UTF_8);
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listener.accept();
                Socket far = new Socket(host, port);
                sockets.add(near);
                sockets.add(far);
                AtomicBoolean marked = new AtomicBoolean();
                daemon(() -> copy(near, far, bytes -> {
                    if (contains(bytes, mark)) {
                        marked.set(true);
                    }
                }));
                long[] answered = {0};
                daemon(() -> copy(far, near, bytes -> {
                    answered[0] += marked.get() ? bytes.length : 0;
                    if (answered[0] > ANSWERED_AFTER_MARK) {
                        cut(near);
                        cut(far);
                    }
                }));
            }
        } catch (IOException e) {
            cut();
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    private void copy(Socket from, Socket to, Consumer<byte[]> look) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] bytes = new byte[64 * 1024];
            int read;
            while ((read = in.read(bytes)) >= 0) {
                look.accept(Arrays.copyOf(bytes, read));
                to.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException e) {
            // Cut.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Breaks every connection; later ones work. */
    void cut() {
        sockets.forEach(Cable::cut);
    }

    private static void cut(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was closed before.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
