package io.postern.proxy.adapter.netty;

import java.util.Arrays;
import java.util.Random;

/** Bytes on their way to the proxy. */
final class Pipe {

    private static final int LARGEST_READ = 64 * 1024;

    private byte[] bytes = new byte[1024];
    private int head;
    private int tail;
    private long delivered;

    void add(byte[] more) {
        if (tail + more.length > bytes.length) {
            int length = length();
            byte[] room = length + more.length > bytes.length / 2
                    ? new byte[Math.max(2 * bytes.length, 2 * (length + more.length))]
                    : bytes;
            System.arraycopy(bytes, head, room, 0, length);
            bytes = room;
            head = 0;
            tail = length;
        }
        System.arraycopy(more, 0, bytes, tail, more.length);
        tail += more.length;
    }

    boolean isEmpty() {
        return head == tail;
    }

    void clear() {
        head = tail;
    }

    int length() {
        return tail - head;
    }

    long delivered() {
        return delivered;
    }

    /** A piece of any size, as the network cuts it. */
    byte[] next(Random random) {
        int most = Math.min(length(), LARGEST_READ);
        int size = switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextInt(Math.min(most, 8));
            case 1 -> 1 + random.nextInt(most);
            default -> most;
        };
        byte[] piece = Arrays.copyOfRange(bytes, head, head + size);
        head += size;
        delivered += size;
        return piece;
    }
}
