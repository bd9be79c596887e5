package io.postern.deploy.e2e;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.SocketFactory;

/** Sockets for pgjdbc that keep a copy of every byte received, by the name of a recording. */
public final class RecordingSockets extends SocketFactory {

    private static final Map<String, ByteArrayOutputStream> RECORDINGS = new ConcurrentHashMap<>();

    private final ByteArrayOutputStream recording;

    /** Called by pgjdbc with {@code socketFactoryArg}. */
    public RecordingSockets(String name) {
        recording = RECORDINGS.computeIfAbsent(name, unused -> new ByteArrayOutputStream());
    }

    /** What was received since the last call. */
    static byte[] take(String name) {
        ByteArrayOutputStream recording = RECORDINGS.get(name);
        if (recording == null) {
            return new byte[0];
        }
        synchronized (recording) {
            byte[] bytes = recording.toByteArray();
            recording.reset();
            return bytes;
        }
    }

    @Override
    public Socket createSocket() {
        return new RecordingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("pgjdbc connects on its own");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("pgjdbc connects on its own");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("pgjdbc connects on its own");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("pgjdbc connects on its own");
    }

    private final class RecordingSocket extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int value = in.read();
                    if (value >= 0) {
                        synchronized (recording) {
                            recording.write(value);
                        }
                    }
                    return value;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = in.read(bytes, offset, length);
                    if (count > 0) {
                        synchronized (recording) {
                            recording.write(bytes, offset, count);
                        }
                    }
                    return count;
                }
            };
        }
    }
}
