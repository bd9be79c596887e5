package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.sun.management.ThreadMXBean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What a broken or hostile peer sends. */
class HostileBytesTest {

    private static final long ALLOCATION_BASE = 16_384;
    private static final long ALLOCATION_PER_BYTE = 128;

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            QUERY    ~ 'select 1'                                    ~ no terminator
            QUERY    ~ 'a' 00 'b' 00                                 ~ a zero byte inside
            QUERY    ~ ff 00                                         ~ not UTF-8
            QUERY    ~ c0af 00                                       ~ overlong
            QUERY    ~ eda080 00                                     ~ a surrogate
            PARSE    ~ 00 00 0001                                    ~ fewer types than counted
            PARSE    ~ 00 00 0001 00000017 00000017                  ~ more types than counted
            PARSE    ~ 00 00 ffff                                    ~ the largest count and nothing
            PARSE    ~ c3 00 00 0000                                 ~ a name that is not UTF-8
            BIND     ~ 00 00 0001 0002 0000 0000                     ~ a format that is none
            BIND     ~ 00 00 0001 ffff 0000 0000                     ~ a negative format
            BIND     ~ 00 00 0000 0001 fffffffe 0000                 ~ a negative length that is not NULL
            BIND     ~ 00 00 0000 0001 80000000 0000                 ~ the smallest length
            BIND     ~ 00 00 0000 0001 7fffffff 0000                 ~ the largest length
            BIND     ~ 00 00 0000 ffff 00000000 0000                 ~ the largest count
            BIND     ~ 00 00 0000 0001 00000001                      ~ a value cut off
            BIND     ~ 00 00 0002 0000 0000 0001 ffffffff 0000       ~ two formats for one value
            BIND     ~ 00 00 0002 0000 0000 0000 0000                ~ two formats for no value
            BIND     ~ 00 00 0000 0000 0003 0000                     ~ fewer result formats than counted
            DESCRIBE ~ 'X' 00                                        ~ a target that is none
            DESCRIBE ~ 's' 00                                        ~ a target in lower case
            CLOSE    ~ 00 00                                         ~ a target that is none
            EXECUTE  ~ 00 000000                                     ~ a row limit cut off
            SYNC     ~ 00                                            ~ a body where none belongs
            AUTHENTICATION ~ 'x' 00                                  ~ a password after the start
            FUNCTION_CALL ~ 0000002a 0000 0001 fffffffe 0000         ~ a negative length that is not NULL
            FUNCTION_CALL ~ 0000002a 0000 ffff 00000000 0000         ~ the largest count
            FUNCTION_CALL ~ 0000002a 0002 0000 0000 0001 ffffffff 0000 ~ two formats for one argument
            FUNCTION_CALL ~ 0000002a 0000 0000 0002                  ~ a format that is none
            FUNCTION_CALL ~ 0000002a 0000 0000                       ~ no result format
            """)
    void brokenFrontendMessagesAreViolations(FrontendType type, String body, String why) {
        assertViolation(
                Wire.bytes(body), why, buffer -> FrontendMessage.decode(type, buffer, AuthenticationPhase.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            PASSWORD     ~ 'x'                             ~ no terminator
            PASSWORD     ~ 'x' 00 'y' 00                   ~ two passwords
            PASSWORD     ~ ff 00                           ~ not UTF-8
            SASL_INITIAL ~ 'X' 00 fffffffe                 ~ a negative length that is not NULL
            SASL_INITIAL ~ 'X' 00 00000005 'abcd'          ~ data cut off
            SASL_INITIAL ~ 'X' 00 00000003 'abcd'          ~ data that goes on
            """)
    void brokenAuthenticationMessagesAreViolations(AuthenticationPhase phase, String body, String why) {
        assertViolation(
                Wire.bytes(body), why, buffer -> FrontendMessage.decode(FrontendType.AUTHENTICATION, buffer, phase));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            AUTHENTICATION             ~ 000000                               ~ a code cut off
            AUTHENTICATION             ~ 00000005 000000                      ~ a salt cut off
            AUTHENTICATION             ~ 0000000a 00                          ~ no mechanism
            AUTHENTICATION             ~ 0000000a 'X' 00                      ~ no end of mechanisms
            AUTHENTICATION             ~ 00000007 00                          ~ GSSAPI with data
            AUTHENTICATION             ~ 00000009 'x'                         ~ SSPI with data
            AUTHENTICATION             ~ 00000001                             ~ a code that is none any more
            AUTHENTICATION             ~ ffffffff                             ~ a code that is none
            FUNCTION_CALL_RESPONSE     ~ fffffffe                             ~ a negative length that is not NULL
            FUNCTION_CALL_RESPONSE     ~ 7fffffff 00                          ~ the largest length
            FUNCTION_CALL_RESPONSE     ~ 00000000 00                          ~ a value that goes on
            BACKEND_KEY_DATA           ~ 0000002a 000000                      ~ a key of 3 bytes
            READY_FOR_QUERY            ~ 'X'                                  ~ a status that is none
            ROW_DESCRIPTION            ~ ffff 00                              ~ the largest count
            ROW_DESCRIPTION            ~ 0001 00 00000000 0000 00000000 0000 00000000 0002 ~ a format that is none
            ERROR_RESPONSE             ~ 00                                   ~ no fields
            ERROR_RESPONSE             ~ 'S' 'E' 00 'C' 'X' 00 00             ~ no message
            ERROR_RESPONSE             ~ 'S' 'E' 00 'C' 'X' 00 'M' 'm' 00     ~ no end of fields
            ERROR_RESPONSE             ~ 'S' 'E' 00 'C' 'X' 00 'M' 'm' 00 ff 'x' 00 00 ~ a code that is not ASCII
            NOTICE_RESPONSE            ~ 'S' 'E' 00 'C' 'X' 00 'M' ff 00 00   ~ not UTF-8
            NEGOTIATE_PROTOCOL_VERSION ~ 00000002 00000000                    ~ no major version
            NEGOTIATE_PROTOCOL_VERSION ~ 00040000 00000000                    ~ another major version
            NEGOTIATE_PROTOCOL_VERSION ~ 00030000 ffffffff                    ~ a negative count
            NEGOTIATE_PROTOCOL_VERSION ~ 00030000 7fffffff 00                 ~ the largest count
            COPY_IN_RESPONSE           ~ 02 0000                              ~ a format that is none
            COPY_OUT_RESPONSE          ~ ff 0000                              ~ a negative format
            COPY_BOTH_RESPONSE         ~ 00 0001                              ~ fewer formats than counted
            PARSE_COMPLETE             ~ 00                                   ~ a body where none belongs
            """)
    void brokenBackendMessagesAreViolations(BackendType type, String body, String why) {
        assertViolation(Wire.bytes(body), why, buffer -> BackendMessage.decode(type, buffer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            0003 00                                             ~ a version cut off
            0002 0000 00                                        ~ protocol 2
            0004 0000 00                                        ~ protocol 4
            04d2 1631                                           ~ a request that is none
            0003 0000                                           ~ no end of parameters
            0003 0000 'user' 00 00                              ~ a value that is the end
            0003 0000 'user' 00 'a' 00 'user' 00 'b' 00 00      ~ a parameter twice
            0003 0000 'user' 00 'a' 00 00 'x' 00 'y' 00 00      ~ parameters after the end
            0003 0000 'user' 00 ff 00 00                        ~ not UTF-8
            04d2 162f 00                                        ~ an SSLRequest with a body
            04d2 162e 0000002a 000000                           ~ a key of 3 bytes
            """)
    void brokenStartupPacketsAreViolations(String body, String why) {
        assertViolation(Wire.bytes(body), why, StartupPacket::decode);
    }

    @Test
    void aKeyOf257BytesIsAViolation() {
        byte[] body = Arrays.copyOf(Wire.bytes("0000002a"), 4 + 257);

        assertViolation(body, "key", buffer -> BackendMessage.decode(BackendType.BACKEND_KEY_DATA, buffer));
        assertThat(BackendMessage.decode(BackendType.BACKEND_KEY_DATA, Unpooled.wrappedBuffer(body, 0, 260)))
                .isInstanceOf(BackendKeyData.class);
    }

    @Test
    void aGssTokenOf65536BytesIsAViolation() {
        byte[] body = Arrays.copyOf(Wire.bytes("00000008"), 4 + 65_536);

        assertViolation(body, "token", buffer -> BackendMessage.decode(BackendType.AUTHENTICATION, buffer));
        assertThat(BackendMessage.decode(BackendType.AUTHENTICATION, Unpooled.wrappedBuffer(body, 0, 4 + 65_535)))
                .isInstanceOf(AuthenticationUnsupported.class);
    }

    @Test
    void textThatIsNotUtf8HasItsOwnSqlState() {
        assertThatExceptionOfType(ProtocolViolation.class)
                .isThrownBy(() -> query("ff 00"))
                .satisfies(e -> assertThat(e.sqlState()).isEqualTo("22021"));
        assertThatExceptionOfType(ProtocolViolation.class)
                .isThrownBy(() -> query("'geheim'"))
                .satisfies(e -> assertThat(e.sqlState()).isEqualTo("08P01"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheim"))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void mutatedMessagesAreReadExactlyOrAreViolations() {
        Random random = new Random(6432);
        List<Sample> samples = MessageSamples.all().toList();
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            if (ReadBack.isReadExactly(Mutation.of(sample.body(), random), sample.decode())) {
                read++;
            }
        }

        assertThat(read).isPositive();
    }

    @ParameterizedTest
    @EnumSource(FrontendType.class)
    void randomFrontendBodiesAreReadExactlyOrAreViolations(FrontendType type) {
        AuthenticationPhase[] phases = AuthenticationPhase.values();
        Random random = new Random(type.code());
        for (int round = 0; round < 3_000; round++) {
            AuthenticationPhase phase = phases[random.nextInt(phases.length)];
            ReadBack.isReadExactly(randomBody(random), body -> FrontendMessage.decode(type, body, phase));
        }
    }

    @ParameterizedTest
    @EnumSource(BackendType.class)
    void randomBackendBodiesAreReadExactlyOrAreViolations(BackendType type) {
        Random random = new Random(type.code());
        for (int round = 0; round < 3_000; round++) {
            ReadBack.isReadExactly(randomBody(random), body -> BackendMessage.decode(type, body));
        }
    }

    @Test
    void countsAndLengthsDoNotAllocateMoreThanTheBytesPresent() {
        Random random = new Random(5432);
        List<Sample> samples = MessageSamples.all().toList();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<String> tooMuch = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            byte[] body = Mutation.of(sample.body(), random);
            ByteBuf buffer = Unpooled.wrappedBuffer(body);
            long before = threads.getCurrentThreadAllocatedBytes();
            isRead(buffer, sample.decode());
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            // The first rounds load classes.
            if (round > 2_000 && allocated > ALLOCATION_BASE + ALLOCATION_PER_BYTE * body.length) {
                tooMuch.add(sample + " allocated " + allocated);
            }
        }

        assertThat(tooMuch).isEmpty();
    }

    private static boolean isRead(ByteBuf body, Function<ByteBuf, Object> decode) {
        try {
            return decode.apply(body) != null;
        } catch (ProtocolViolation e) {
            return false;
        }
    }

    private static byte[] randomBody(Random random) {
        byte[] body = new byte[random.nextInt(64)];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(4));
        }
        return body;
    }

    private static void assertViolation(byte[] body, String why, Function<ByteBuf, Object> decode) {
        assertThatExceptionOfType(ProtocolViolation.class).as(why).isThrownBy(() -> Buffers.decode(body, decode));
    }

    private static void query(String body) {
        Buffers.decode(
                Wire.bytes(body),
                buffer -> FrontendMessage.decode(FrontendType.QUERY, buffer, AuthenticationPhase.NONE));
    }
}
