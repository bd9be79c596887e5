package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.netty.buffer.ByteBuf;

class MessageCodecTest {

    static Stream<Sample> samples() {
        return MessageSamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void encodesToTheBytesOfTheManual(Sample sample) {
        assertThat(Wire.written(sample.encode())).asHexString().isEqualTo(hex(sample.bytes()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void decodesTheBytesOfTheManual(Sample sample) {
        assertThat(sample.decoded(sample.body())).isEqualTo(sample.message()).hasSameHashCodeAs(sample.message());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aBodyCutAnywhereIsNotThisMessage(Sample sample) {
        byte[] body = sample.body();
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            if (sample.ending() == Sample.Ending.EXACT) {
                assertThatExceptionOfType(ProtocolViolation.class)
                        .as("cut to %s bytes", length)
                        .isThrownBy(() -> sample.decoded(cut));
            } else {
                assertThat(decodedOrNull(sample, cut)).isNotEqualTo(sample.message());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aBodyWithATrailingByteIsNotThisMessage(Sample sample) {
        byte[] body = sample.body();
        for (byte extra : new byte[] {0, 1, 'x', -1}) {
            byte[] longer = Arrays.copyOf(body, body.length + 1);
            longer[body.length] = extra;
            if (sample.ending() == Sample.Ending.EXACT) {
                assertThatExceptionOfType(ProtocolViolation.class)
                        .as("with byte %s", extra)
                        .isThrownBy(() -> sample.decoded(longer));
            } else {
                assertThat(decodedOrNull(sample, longer)).isNotEqualTo(sample.message());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void appendsToWhatIsInTheBuffer(Sample sample) {
        ByteBuf out = Buffers.of(new byte[] {1, 2, 3});
        try {
            sample.encode().accept(out);

            assertThat(out.readableBytes()).isEqualTo(3 + sample.bytes().length);
            assertThat(out.getInt(3 + sample.headerBytes() - Integer.BYTES))
                    .isEqualTo(sample.body().length + Integer.BYTES);
        } finally {
            out.release();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void printsNeitherDataNorSecrets(Sample sample) {
        assertThat(sample.message().toString()).doesNotContain("geheim", "pa55");
    }

    @Test
    void everyMessageHasASample() {
        Set<Class<?>> sampled =
                samples().map(sample -> sample.message().getClass()).collect(Collectors.toSet());

        assertThat(sampled)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(StartupPacket.class, FrontendMessage.class, BackendMessage.class)
                                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                                .collect(Collectors.toSet()));
    }

    @Test
    void everyTypeIsFoundByItsByteAndNoOther() {
        for (int code = Byte.MIN_VALUE; code <= Byte.MAX_VALUE; code++) {
            byte wire = (byte) code;
            assertThat(Arrays.stream(FrontendType.values())
                            .filter(type -> type.code() == wire)
                            .findFirst()
                            .orElse(null))
                    .isEqualTo(FrontendType.of(wire));
            assertThat(Arrays.stream(BackendType.values())
                            .filter(type -> type.code() == wire)
                            .findFirst()
                            .orElse(null))
                    .isEqualTo(BackendType.of(wire));
        }
    }

    private static @Nullable Object decodedOrNull(Sample sample, byte[] body) {
        try {
            return sample.decoded(body);
        } catch (ProtocolViolation e) {
            return null;
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
