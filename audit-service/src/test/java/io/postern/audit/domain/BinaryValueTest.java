package io.postern.audit.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BinaryValueTest {

    @ParameterizedTest
    @MethodSource("values")
    void commonTypesAreReadable(long typeOid, byte[] bytes, String text) {
        assertThat(BinaryValue.read(typeOid, bytes)).isEqualTo(Content.clear(text));
    }

    static Stream<Arguments> values() {
        UUID uuid = UUID.fromString("0190a1b2-0000-7000-8000-0123456789ab");
        return Stream.of(
                Arguments.of(16, new byte[] {1}, "true"),
                Arguments.of(16, new byte[] {0}, "false"),
                Arguments.of(21, HexFormat.of().parseHex("ffff"), "-1"),
                Arguments.of(23, HexFormat.of().parseHex("00000005"), "5"),
                Arguments.of(20, HexFormat.of().parseHex("8000000000000000"), "-9223372036854775808"),
                Arguments.of(700, ByteBuffer.allocate(4).putFloat(1.5f).array(), "1.5"),
                Arguments.of(701, ByteBuffer.allocate(8).putDouble(-0.25).array(), "-0.25"),
                Arguments.of(25, "grün".getBytes(StandardCharsets.UTF_8), "grün"),
                Arguments.of(1043, new byte[0], ""),
                Arguments.of(
                        2950,
                        ByteBuffer.allocate(16)
                                .putLong(uuid.getMostSignificantBits())
                                .putLong(uuid.getLeastSignificantBits())
                                .array(),
                        uuid.toString()));
    }

    @Test
    void whatIsNotUnderstoodStaysBytes() {
        assertThat(BinaryValue.read(23, new byte[] {1, 2})).isEqualTo(new Content.Binary("0102"));
        assertThat(BinaryValue.read(1700, new byte[] {0, 1})).isEqualTo(new Content.Binary("0001"));
        assertThat(BinaryValue.read(0, new byte[] {0x41})).isEqualTo(new Content.Binary("41"));
        assertThat(BinaryValue.read(25, new byte[] {(byte) 0xC3, 0x28})).isEqualTo(new Content.Binary("c328"));
        assertThat(BinaryValue.text(new byte[] {(byte) 0xFF})).isEqualTo(new Content.Binary("ff"));
    }
}
