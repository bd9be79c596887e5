package io.postern.pgwire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Bytes with a few things wrong, the same ones for the same random numbers. */
final class Mutation {

    private static final int[] NUMBERS = {
        0, -1, -2, 1, 3, 4, 5, 8, 0x7F, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0x7FFF_FFFB, 0x0001_0000, 0x0100_0000
    };

    private Mutation() {}

    static byte[] of(byte[] original, Random random) {
        byte[] bytes = random.nextInt(4) == 0
                ? Arrays.copyOf(original, random.nextInt(original.length + 8))
                : original.clone();
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] = 0;
            case 1 -> bytes[at] = -1;
            case 2 -> bytes[at]++;
            case 3 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 4 -> {
                if (at + Integer.BYTES <= bytes.length) {
                    ByteBuffer.wrap(bytes).putInt(at, number);
                }
            }
            case 5 -> {
                if (at + Short.BYTES <= bytes.length) {
                    ByteBuffer.wrap(bytes).putShort(at, (short) number);
                }
            }
            case 6 -> {
                return spliced(bytes, at, at + random.nextInt(bytes.length - at + 1), 0);
            }
            default -> {
                return spliced(bytes, at, at, random.nextInt(9));
            }
        }
        return bytes;
    }

    /** Without what is between the indices, and with zero bytes there instead. */
    private static byte[] spliced(byte[] bytes, int from, int to, int zeros) {
        byte[] spliced = new byte[bytes.length - (to - from) + zeros];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(bytes, to, spliced, from + zeros, bytes.length - to);
        return spliced;
    }
}
