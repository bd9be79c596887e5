package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.pgwire.AuthenticationUnsupported.Method;

class EncodingLimitsTest {

    static Stream<Arguments> unencodable() {
        List<BindValue> values = Collections.nCopies(65_536, BindValue.NULL);
        List<Format> formats = Collections.nCopies(65_536, Format.TEXT);
        List<Long> oids = Collections.nCopies(65_536, 23L);
        return Stream.of(
                row("NUL in a name", new Execute("a\0b", 0)::encode),
                row("NUL at the end", new PasswordMessage("a\0")::encode),
                row("an unpaired surrogate", new CopyFail("a\ud800")::encode),
                row("too many values", new Bind("", "", List.of(), values, List.of())::encode),
                row("too many result formats", new Bind("", "", List.of(), List.of(), formats)::encode),
                row("too many OIDs", new ParameterDescription(oids)::encode),
                row("too many copy formats", new CopyInResponse(Format.TEXT, formats)::encode),
                row("too many arguments", new FunctionCall(1, List.of(), values, Format.TEXT)::encode),
                row("a function that is no OID", new FunctionCall(-1, List.of(), List.of(), Format.TEXT)::encode),
                row("a negative OID", new ParameterDescription(List.of(-1L))::encode),
                row("an OID of 33 bits", new ParameterDescription(List.of(1L << 32))::encode),
                row("a column number of 17 bits", columns(32_768)::encode),
                row("NUL in a startup value", new StartupMessage(3, 0, Map.of("user", "\0"))::encode));
    }

    private static RowDescription columns(int number) {
        return new RowDescription(List.of(new FieldDescription("a", 0, number, 0, 0, 0, Format.TEXT)));
    }

    private static Arguments row(String why, Consumer<ByteBuf> encode) {
        return Arguments.of(why, encode);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unencodable")
    void whatDoesNotFitLeavesTheBufferAsItWas(String why, Consumer<ByteBuf> encode) {
        ByteBuf out = Buffers.of(new byte[] {1, 2, 3});
        try {
            assertThatIllegalArgumentException().as(why).isThrownBy(() -> encode.accept(out));

            assertThat(out.readableBytes()).isEqualTo(3);
        } finally {
            out.release();
        }
    }

    @Test
    void theLargestCountsFit() {
        Bind bind = new Bind("", "", List.of(Format.TEXT), Collections.nCopies(65_535, BindValue.NULL), List.of());

        byte[] bytes = Wire.written(bind::encode);
        ByteBuf body = Unpooled.wrappedBuffer(bytes, 5, bytes.length - 5);

        assertThat(FrontendMessage.decode(FrontendType.BIND, body, AuthenticationPhase.NONE))
                .isEqualTo(bind);
    }

    @Test
    void impossibleMessagesCannotBeMade() {
        refused(() -> new StartupMessage(2, 0, Map.of()));
        refused(() -> new StartupMessage(3, -1, Map.of()));
        refused(() -> new StartupMessage(3, 65_536, Map.of()));
        refused(() -> new StartupMessage(3, 0, Map.of("", "x")));
        refused(() -> new AuthenticationSASL(List.of()));
        refused(() -> new AuthenticationSASL(List.of("")));
        refused(() -> new AuthenticationMD5Password(Bytes.of(new byte[3])));
        refused(() -> new ErrorResponse(List.of(new Field('S', "ERROR"), new Field('C', "XX000"))));
        refused(() -> new NoticeResponse(List.of()));
        refused(() -> new Field('\0', ""));
        refused(() -> new Field('é', ""));
        refused(() -> new Bind("", "", List.of(Format.TEXT, Format.TEXT), List.of(), List.of()));
        refused(() -> new FunctionCall(1, List.of(Format.TEXT, Format.TEXT), List.of(), Format.TEXT));
        refused(() -> new AuthenticationUnsupported(Method.GSS, MessageSamples.bytes("x")));
        refused(() -> new NegotiateProtocolVersion(-1, List.of()));
        refused(() -> new NegotiateProtocolVersion(65_536, List.of()));
        refused(() -> SecretKey.of(new byte[3]));
        refused(() -> SecretKey.of(new byte[257]));
    }

    private static void refused(Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run);
    }
}
