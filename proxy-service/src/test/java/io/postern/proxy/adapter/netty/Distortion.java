package io.postern.proxy.adapter.netty;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/** What happens to the messages of one peer on their way to the proxy: mostly nothing, sometimes something hostile. */
final class Distortion {

    private static final int[] LENGTHS = {
        0, 3, 4, 5, 8, 255, 65_536, 1 << 24, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -4
    };

    private final Random random;
    private final List<byte[]> strangers;

    /** One message in so many is distorted; 0 for none. */
    private final int oneIn;

    private byte @Nullable [] held;
    private int distorted;

    /**
     * @param strangers well-formed messages that may come where they do not belong
     */
    Distortion(Random random, int oneIn, List<byte[]> strangers) {
        this.random = random;
        this.oneIn = oneIn;
        this.strangers = strangers;
    }

    boolean isOn() {
        return oneIn > 0;
    }

    int distorted() {
        return distorted;
    }

    /** What goes over the wire in place of a message. */
    byte[] of(byte[] message) {
        byte[] out = isOn() && random.nextInt(oneIn) == 0 ? changed(message) : message;
        if (held != null && random.nextBoolean()) {
            byte[] late = held;
            held = null;
            return concat(out, late);
        }
        return out;
    }

    private byte[] changed(byte[] message) {
        distorted++;
        int at = message.length == 0 ? 0 : random.nextInt(message.length);
        byte[] copy = message.clone();
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                for (int i = random.nextInt(3); i >= 0 && copy.length > 0; i--) {
                    copy[random.nextInt(copy.length)] ^= (byte) (1 + random.nextInt(255));
                }
                return copy;
            }
            case 3 -> {
                return Arrays.copyOf(message, at);
            }
            case 4 -> {
                return concat(message, noise());
            }
            case 5 -> {
                return new byte[0];
            }
            case 6 -> {
                return concat(message, message);
            }
            case 7 -> {
                held = message;
                return new byte[0];
            }
            case 8, 9 -> {
                byte[] stranger = strangers.get(random.nextInt(strangers.size()));
                return random.nextBoolean() ? stranger : concat(stranger, message);
            }
            case 10 -> {
                int length = LENGTHS[random.nextInt(LENGTHS.length)];
                int field = copy.length > 4 && random.nextInt(6) > 0 ? 1 : 0;
                if (copy.length >= field + 4) {
                    ByteBuffer.wrap(copy).putInt(field, length);
                }
                return copy;
            }
            default -> {
                if (copy.length > 0) {
                    copy[0] = (byte) random.nextInt(256);
                }
                return copy;
            }
        }
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(40)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
