package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.ByteBuf;

class FrameReaderTest {

    private static final int MAX_BODY = 1000;

    private final FrameReader frames = new FrameReader(MAX_BODY);
    private final StartupFrameReader packets = new StartupFrameReader(StartupFrameReader.DEFAULT_MAX_LENGTH);

    static Stream<Sample> typed() {
        return MessageSamples.all().filter(sample -> !(sample.message() instanceof StartupPacket));
    }

    static List<Sample> untyped() {
        return MessageSamples.startupPackets();
    }

    @ParameterizedTest
    @MethodSource("typed")
    void aMessageSplitAnywhereIsReadWhenWhole(Sample sample) {
        byte[] bytes = sample.bytes();
        for (int split = 0; split < bytes.length; split++) {
            ByteBuf in = Buffers.empty().writeBytes(bytes, 0, split);
            assertThat(frames.next(in)).as("with %s bytes", split).isNull();
            assertThat(in.readerIndex()).isZero();

            in.writeBytes(bytes, split, bytes.length - split);
            Frame frame = whole(frames.next(in));

            assertThat(frame.length()).isEqualTo(bytes.length);
            assertThat(Wire.written(frame::encode)).isEqualTo(bytes);
            assertThat(sample.decode().apply(frame.body())).isEqualTo(sample.message());
            assertThat(frames.next(in)).isNull();
            assertOnlyReference(in, frame.body());
        }
    }

    @ParameterizedTest
    @MethodSource("untyped")
    void aStartupPacketSplitAnywhereIsReadWhenWhole(Sample sample) {
        byte[] bytes = sample.bytes();
        for (int split = 0; split < bytes.length; split++) {
            ByteBuf in = Buffers.empty().writeBytes(bytes, 0, split);
            assertThat(packets.next(in)).as("with %s bytes", split).isNull();
            assertThat(in.readerIndex()).isZero();

            in.writeBytes(bytes, split, bytes.length - split);
            ByteBuf packet = whole(packets.next(in));

            assertThat(sample.decode().apply(packet)).isEqualTo(sample.message());
            assertOnlyReference(in, packet);
        }
    }

    @Test
    void messagesThatArriveTogetherAreReadOneByOne() {
        ByteBuf in = Buffers.empty();
        typed().forEach(sample -> in.writeBytes(sample.bytes()));

        List<Object> decoded = new ArrayList<>();
        List<Sample> expected = typed().toList();
        Frame frame = frames.next(in);
        while (frame != null) {
            decoded.add(expected.get(decoded.size()).decode().apply(frame.body()));
            frame.release();
            frame = frames.next(in);
        }

        assertThat(decoded).isEqualTo(expected.stream().map(Sample::message).toList());
        assertThat(in.release()).isTrue();
    }

    @Test
    void anUnknownTypeIsFramedAllTheSame() {
        ByteBuf in = Buffers.of(Wire.bytes("00 00000005 ff"));

        Frame frame = whole(frames.next(in));

        assertThat(frame.type()).isZero();
        assertThat(frame).hasToString("Frame[0, 1 bytes]");
        assertOnlyReference(in, frame.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "51 00000000",
                "51 00000003",
                "51 ffffffff",
                "51 80000000",
                "51 7fffffff",
                "51 000003ed",
                "51 fffffffb"
            })
    void aLengthOutOfBoundsIsRefusedBeforeTheBodyArrives(String header) {
        ByteBuf in = Buffers.of(Wire.bytes(header));

        assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> frames.next(in));

        assertThat(in.readerIndex()).isZero();
        assertThat(in.release()).isTrue();
    }

    @Test
    void theLongestBodyAllowedIsRead() {
        ByteBuf in = Buffers.of(Wire.bytes("51 000003ec")).writeZero(MAX_BODY);

        Frame frame = whole(frames.next(in));

        assertThat(frame.body().readableBytes()).isEqualTo(MAX_BODY);
        assertOnlyReference(in, frame.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000007", "00002711", "7fffffff", "80000000", "ffffffff", "16030100"})
    void aStartupLengthOutOfBoundsIsRefusedBeforeTheRestArrives(String header) {
        ByteBuf in = Buffers.of(Wire.bytes(header));

        assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> packets.next(in));

        assertThat(in.readerIndex()).isZero();
        assertThat(in.release()).isTrue();
    }

    @Test
    void theLongestStartupPacketAllowedIsRead() {
        ByteBuf in = Buffers.of(Wire.bytes("00002710")).writeZero(9_996);

        ByteBuf packet = whole(packets.next(in));

        assertThat(packet.readableBytes()).isEqualTo(9_996);
        assertOnlyReference(in, packet);
    }

    @Test
    void limitsThatAdmitNothingAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameReader(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StartupFrameReader(7));
    }

    private static <T> T whole(@Nullable T message) {
        if (message == null) {
            throw new AssertionError("the message is whole, but was not read");
        }
        return message;
    }

    /** The slice holds the buffer; when both are given up, nothing is left. */
    private static void assertOnlyReference(ByteBuf in, ByteBuf slice) {
        assertThat(in.release()).isFalse();
        assertThat(slice.release()).isTrue();
        assertThat(in.refCnt()).isZero();
    }
}
