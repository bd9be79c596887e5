package io.postern.proxy.adapter.netty;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.postern.proxy.tls.TlsMaterial;
import io.postern.testkit.TestAuthority;

/** Stands between the proxy and a server, with a certificate of its own, and sees everything in clear. */
final class Intruder implements AutoCloseable {

    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
    private static final String PLUS = "SCRAM-SHA-256-PLUS\0";

    private enum Aim {
        PASS_ON,
        STRIP_PLUS,
        DENY_TLS
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final int serverPort;
    private final Aim aim;
    private final SSLContext context;

    private Intruder(int serverPort, TestAuthority.Issued certificate, Aim aim)
            throws IOException, GeneralSecurityException {
        this.serverPort = serverPort;
        this.aim = aim;
        context = SSLContext.getInstance("TLS");
        context.init(
                new TlsMaterial(Optional.of(certificate.chain()), Optional.of(certificate.key()), Optional.empty())
                        .keyManagers()
                        .orElseThrow()
                        .getKeyManagers(),
                InsecureTrustManagerFactory.INSTANCE.getTrustManagers(),
                null);
        threads.execute(this::accept);
    }

    static Intruder passingOn(int serverPort, TestAuthority.Issued certificate)
            throws IOException, GeneralSecurityException {
        return new Intruder(serverPort, certificate, Aim.PASS_ON);
    }

    /** Hides from the client that the server binds SCRAM to the channel. */
    static Intruder strippingPlus(int serverPort, TestAuthority.Issued certificate)
            throws IOException, GeneralSecurityException {
        return new Intruder(serverPort, certificate, Aim.STRIP_PLUS);
    }

    static Intruder denyingTls(int serverPort, TestAuthority.Issued certificate)
            throws IOException, GeneralSecurityException {
        return new Intruder(serverPort, certificate, Aim.DENY_TLS);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What went by, both ways. */
    String seen() {
        return String.join("", seen);
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                connections.incrementAndGet();
                sockets.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try {
            client.getInputStream().readNBytes(SSL_REQUEST.length);
            if (aim == Aim.DENY_TLS) {
                client.getOutputStream().write('N');
                pump(client.getInputStream(), OutputStream.nullOutputStream(), false);
                return;
            }
            client.getOutputStream().write('S');
            SSLSocket inside = (SSLSocket)
                    context.getSocketFactory().createSocket(client, new ByteArrayInputStream(new byte[0]), true);
            inside.startHandshake();
            Socket plain = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            sockets.add(plain);
            plain.getOutputStream().write(SSL_REQUEST);
            plain.getInputStream().read();
            SSLSocket server =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", serverPort, true);
            server.startHandshake();
            threads.execute(() -> pumpQuietly(server, inside, aim == Aim.STRIP_PLUS));
            pumpQuietly(inside, server, false);
        } catch (IOException e) {
            // The proxy has seen enough.
        }
    }

    private void pumpQuietly(Socket from, Socket to, boolean strip) {
        try (from;
                to) {
            pump(from.getInputStream(), to.getOutputStream(), strip);
        } catch (IOException e) {
            // One of them left.
        }
    }

    private void pump(InputStream in, OutputStream out, boolean strip) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        int length = in.read(buffer);
        while (length > 0) {
            String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            if (strip && text.contains(PLUS)) {
                // Type, length and code stand before the first mechanism; the length fits its last byte.
                int lastOfLength = text.indexOf(PLUS) - Integer.BYTES - 1;
                text = text.substring(0, lastOfLength)
                        + (char) (text.charAt(lastOfLength) - PLUS.length())
                        + text.substring(lastOfLength + 1).replace(PLUS, "");
            }
            seen.add(text);
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            length = in.read(buffer);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
