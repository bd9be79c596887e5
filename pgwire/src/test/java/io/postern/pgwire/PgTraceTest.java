package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.pgwire.sql.SqlText;

class PgTraceTest {

    static Stream<Sample> samples() {
        return MessageSamples.all();
    }

    @Test
    void anExchangeReadsAsInLibpq() {
        assertThat(exchange(PgTrace.showingValues())).isEqualTo("""
                F	18	StartupMessage 3 0 "user" "ann"
                B	23	AuthenticationSASL "SCRAM-SHA-256"
                F	22	SASLInitialResponse "SCRAM-SHA-256" <secret>
                B	8	AuthenticationOk
                B	12	BackendKeyData 7 <secret>
                B	5	ReadyForQuery I
                F	22	Parse "s" "select $1" 1 25
                F	26	Bind "" "s" 0 2 'a\\'b' NULL 1 1
                F	6	Describe P ""
                F	9	Execute "" 0
                F	4	Sync
                B	4	ParseComplete
                B	26	RowDescription 1 "c" 0 0 25 -1 -1 0
                B	11	DataRow '\\u0000\\u0001\\u0000\\u0000\\u0000\\u0001x'
                B	36	ErrorResponse S "ERROR" V "ERROR" C "22012" M "no\\u000ano" H "h"
                """);
    }

    @Test
    void valuesAreReplacedByTheirSize() {
        assertThat(exchange(PgTrace.redacted())).isEqualTo("""
                F	18	StartupMessage 3 0 "user" <3 chars>
                B	23	AuthenticationSASL "SCRAM-SHA-256"
                F	22	SASLInitialResponse "SCRAM-SHA-256" <secret>
                B	8	AuthenticationOk
                B	12	BackendKeyData 7 <secret>
                B	5	ReadyForQuery I
                F	22	Parse "s" <9 chars> 1 25
                F	26	Bind "" "s" 0 2 <3 bytes> NULL 1 1
                F	6	Describe P ""
                F	9	Execute "" 0
                F	4	Sync
                B	4	ParseComplete
                B	26	RowDescription 1 "c" 0 0 25 -1 -1 0
                B	11	DataRow <7 bytes>
                B	36	ErrorResponse S "ERROR" V "ERROR" C "22012" M <5 chars> H <1 chars>
                """);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyMessageIsOneLineWithoutDataOrSecrets(Sample sample) {
        String redacted = line(PgTrace.redacted(), sample.message());
        String shown = line(PgTrace.showingValues(), sample.message());

        assertThat(redacted)
                .contains(sample.message().getClass().getSimpleName())
                .doesNotContain("geheim", "pa55", "\n");
        assertThat(shown).doesNotContain("pa55", "\n");
        assertThat(shown.contains("geheim")).isEqualTo(sample.wire().contains("geheim"));
    }

    @Test
    void namesCannotBreakOrReorderTheLine() {
        String line = PgTrace.redacted().frontend(new Execute("a\nB\t4\u202e\"\u2028", 0));

        assertThat(line).isEqualTo("F\t21\tExecute \"a\\u000aB\\u00094\\u202e\\\"\\u2028\" 0");
    }

    private static String exchange(PgTrace trace) {
        return String.join(
                        "\n",
                        trace.startup(new StartupMessage(3, 0, Map.of("user", "ann"))),
                        trace.backend(new AuthenticationSASL(List.of("SCRAM-SHA-256"))),
                        trace.frontend(new SASLInitialResponse("SCRAM-SHA-256", null)),
                        trace.backend(new AuthenticationOk()),
                        trace.backend(new BackendKeyData(7, MessageSamples.key("pa55"))),
                        trace.backend(new ReadyForQuery(TransactionStatus.IDLE)),
                        trace.frontend(new Parse("s", SqlText.of("select $1"), List.of(25L))),
                        trace.frontend(new Bind(
                                "",
                                "s",
                                List.of(),
                                List.of(BindValue.text("a'b"), BindValue.NULL),
                                List.of(Format.BINARY))),
                        trace.frontend(new Describe(Target.PORTAL, "")),
                        trace.frontend(new Execute("", 0)),
                        trace.frontend(new Sync()),
                        trace.backend(new ParseComplete()),
                        trace.backend(
                                new RowDescription(List.of(new FieldDescription("c", 0, 0, 25, -1, -1, Format.TEXT)))),
                        trace.backend(DataRow.text(List.of("x"))),
                        trace.backend(ErrorResponse.of("ERROR", "22012", "no\nno", null, "h")))
                + "\n";
    }

    private static String line(PgTrace trace, Object message) {
        if (message instanceof FrontendMessage frontend) {
            return trace.frontend(frontend);
        }
        if (message instanceof BackendMessage backend) {
            return trace.backend(backend);
        }
        return trace.startup((StartupPacket) message);
    }
}
