package io.postern.pgwire;

import static io.postern.pgwire.Sample.backend;
import static io.postern.pgwire.Sample.frontend;
import static io.postern.pgwire.Sample.startup;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.postern.pgwire.AuthenticationUnsupported.Method;
import io.postern.pgwire.sql.SqlText;

/**
 * Every message at least once, with the bytes that the manual's "Message Formats" gives it. What may hold personal data says {@code
 * geheim}, what is secret says {@code pa55}.
 */
final class MessageSamples {

    private MessageSamples() {}

    static Stream<Sample> all() {
        return Stream.of(startupPackets(), frontendMessages(), authenticationMessages(), backendMessages())
                .flatMap(List::stream);
    }

    static List<Sample> startupPackets() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", "geheim");
        parameters.put("database", "");
        return List.of(
                startup(
                        new StartupMessage(3, 0, parameters),
                        "0000001f 0003 0000 'user' 00 'geheim' 00 'database' 00 00 00"),
                startup(new StartupMessage(3, 2, Map.of()), "00000009 0003 0002 00"),
                startup(new SSLRequest(), "00000008 04d2 162f"),
                startup(new GSSENCRequest(), "00000008 04d2 1630"),
                startup(new CancelRequest(42, key("pa55")), "00000010 04d2 162e 0000002a 'pa55'")
                        .open(),
                startup(new CancelRequest(-1, key("pa55pa55")), "00000014 04d2 162e ffffffff 'pa55pa55'")
                        .open(),
                startup(
                                new CancelRequest(0, key("pa55".repeat(64))),
                                "0000010c 04d2 162e 00000000 '" + "pa55".repeat(64) + "'")
                        .open());
    }

    static List<Sample> frontendMessages() {
        return List.of(
                frontend(new Query(SqlText.of("select 'geheim'")), "51 00000014 'select ' 27 'geheim' 27 00"),
                frontend(new Query(SqlText.of("")), "51 00000005 00"),
                frontend(new Parse("", SqlText.of("geheim"), List.of()), "50 0000000e 00 'geheim' 00 0000"),
                frontend(
                        new Parse("s1", SqlText.of("é"), List.of(23L, 0L, 4_294_967_295L)),
                        "50 00000018 's1' 00 c3a9 00 0003 00000017 00000000 ffffffff"),
                frontend(new Bind("", "", List.of(), List.of(), List.of()), "42 0000000c 00 00 0000 0000 0000"),
                frontend(
                        new Bind(
                                "p",
                                "s",
                                List.of(Format.TEXT, Format.BINARY, Format.TEXT),
                                List.of(BindValue.text("geheim"), BindValue.NULL, BindValue.text("")),
                                List.of(Format.BINARY)),
                        "42 00000028 'p' 00 's' 00 0003 0000 0001 0000 0003 00000006 'geheim' ffffffff 00000000 0001 0001"),
                frontend(
                        new Bind(
                                "",
                                "",
                                List.of(Format.BINARY),
                                List.of(BindValue.of(new byte[] {0}), BindValue.of(new byte[] {-1})),
                                List.of()),
                        "42 00000018 00 00 0001 0001 0002 00000001 00 00000001 ff 0000"),
                frontend(new Describe(Target.STATEMENT, "s1"), "44 00000008 'S' 's1' 00"),
                frontend(new Describe(Target.PORTAL, ""), "44 00000006 'P' 00"),
                frontend(new Close(Target.STATEMENT, ""), "43 00000006 'S' 00"),
                frontend(new Close(Target.PORTAL, "p1"), "43 00000008 'P' 'p1' 00"),
                frontend(new Execute("", 0), "45 00000009 00 00000000"),
                frontend(new Execute("p", 100), "45 0000000a 'p' 00 00000064"),
                frontend(new Flush(), "48 00000004"),
                frontend(new Sync(), "53 00000004"),
                frontend(new Terminate(), "58 00000004"),
                frontend(new PasswordMessage("pa55"), AuthenticationPhase.PASSWORD, "70 00000009 'pa55' 00"),
                frontend(
                        new SASLInitialResponse("SCRAM-SHA-256", bytes("pa55")),
                        AuthenticationPhase.SASL_INITIAL,
                        "70 0000001a 'SCRAM-SHA-256' 00 00000004 'pa55'"),
                frontend(
                        new SASLInitialResponse("X", null),
                        AuthenticationPhase.SASL_INITIAL,
                        "70 0000000a 'X' 00 ffffffff"),
                frontend(new SASLResponse(bytes("pa55")), AuthenticationPhase.SASL, "70 00000008 'pa55'")
                        .open(),
                frontend(new CopyData(bytes("geheim")), "64 0000000a 'geheim'").open(),
                frontend(new CopyDone(), "63 00000004"),
                frontend(new CopyFail("geheim"), "66 0000000b 'geheim' 00"),
                frontend(new GSSResponse(bytes("pa55")), AuthenticationPhase.GSS, "70 00000008 'pa55'")
                        .open(),
                frontend(
                        new FunctionCall(4_294_967_295L, List.of(), List.of(), Format.TEXT),
                        "46 0000000e ffffffff 0000 0000 0000"),
                frontend(
                        new FunctionCall(
                                42,
                                List.of(Format.BINARY, Format.TEXT),
                                List.of(BindValue.text("geheim"), BindValue.NULL),
                                Format.BINARY),
                        "46 00000020 0000002a 0002 0001 0000 0002 00000006 'geheim' ffffffff 0001"));
    }

    static List<Sample> authenticationMessages() {
        return List.of(
                backend(new AuthenticationOk(), "52 00000008 00000000"),
                backend(new AuthenticationCleartextPassword(), "52 00000008 00000003"),
                backend(new AuthenticationMD5Password(bytes("pa55")), "52 0000000c 00000005 'pa55'"),
                backend(
                        new AuthenticationSASL(List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256")),
                        "52 0000002a 0000000a 'SCRAM-SHA-256-PLUS' 00 'SCRAM-SHA-256' 00 00"),
                backend(new AuthenticationSASLContinue(bytes("pa55")), "52 0000000c 0000000b 'pa55'")
                        .open(),
                backend(new AuthenticationSASLFinal(bytes("pa55")), "52 0000000c 0000000c 'pa55'")
                        .open(),
                backend(new AuthenticationUnsupported(Method.KERBEROS_V5, Bytes.EMPTY), "52 00000008 00000002"),
                backend(new AuthenticationUnsupported(Method.SCM_CREDENTIAL, Bytes.EMPTY), "52 00000008 00000006"),
                backend(new AuthenticationUnsupported(Method.GSS, Bytes.EMPTY), "52 00000008 00000007"),
                backend(
                                new AuthenticationUnsupported(Method.GSS_CONTINUE, bytes("pa55")),
                                "52 0000000c 00000008 'pa55'")
                        .open(),
                backend(new AuthenticationUnsupported(Method.SSPI, Bytes.EMPTY), "52 00000008 00000009"),
                backend(new BackendKeyData(42, key("pa55")), "4b 0000000c 0000002a 'pa55'")
                        .open(),
                backend(
                                new BackendKeyData(-1, key("pa55".repeat(64))),
                                "4b 00000108 ffffffff '" + "pa55".repeat(64) + "'")
                        .open());
    }

    static List<Sample> backendMessages() {
        return List.of(
                backend(new ParameterStatus("server_version", "17.2"), "53 00000018 'server_version' 00 '17.2' 00"),
                backend(new ReadyForQuery(TransactionStatus.IDLE), "5a 00000005 'I'"),
                backend(new ReadyForQuery(TransactionStatus.IN_TRANSACTION), "5a 00000005 'T'"),
                backend(new ReadyForQuery(TransactionStatus.FAILED), "5a 00000005 'E'"),
                backend(new RowDescription(List.of()), "54 00000006 0000"),
                backend(
                        new RowDescription(List.of(
                                new FieldDescription("id", 16_384, 1, 23, 4, -1, Format.TEXT),
                                new FieldDescription("", 4_294_967_295L, -6, 1043, -1, 54, Format.BINARY))),
                        "54 0000002e 0002 'id' 00 00004000 0001 00000017 0004 ffffffff 0000"
                                + " 00 ffffffff fffa 00000413 ffff 00000036 0001"),
                backend(new DataRow(bytes("\0\1\0\0\0\6geheim")), "44 00000010 0001 00000006 'geheim'")
                        .open(),
                backend(new CommandComplete("SELECT 5"), "43 0000000d 'SELECT 5' 00"),
                backend(new EmptyQueryResponse(), "49 00000004"),
                backend(
                        ErrorResponse.of("ERROR", "42501", "geheim", null, "geheim"),
                        "45 0000002a 'S' 'ERROR' 00 'V' 'ERROR' 00 'C' '42501' 00 'M' 'geheim' 00 'H' 'geheim' 00 00"),
                backend(
                        new ErrorResponse(List.of(
                                new Field('S', "FEHLER"),
                                new Field('C', "XX000"),
                                new Field('M', ""),
                                new Field('?', "geheim"))),
                        "45 0000001e 'S' 'FEHLER' 00 'C' 'XX000' 00 'M' 00 '?' 'geheim' 00 00"),
                backend(
                        NoticeResponse.of("NOTICE", "00000", "geheim", "geheim", null),
                        "4e 0000002c 'S' 'NOTICE' 00 'V' 'NOTICE' 00 'C' '00000' 00 'M' 'geheim' 00 'D' 'geheim' 00 00"),
                backend(new ParseComplete(), "31 00000004"),
                backend(new BindComplete(), "32 00000004"),
                backend(new CloseComplete(), "33 00000004"),
                backend(new PortalSuspended(), "73 00000004"),
                backend(new NoData(), "6e 00000004"),
                backend(new ParameterDescription(List.of()), "74 00000006 0000"),
                backend(new ParameterDescription(List.of(23L, 25L)), "74 0000000e 0002 00000017 00000019"),
                backend(new NotificationResponse(42, "news", "geheim"), "41 00000014 0000002a 'news' 00 'geheim' 00"),
                backend(new NegotiateProtocolVersion(0, List.of()), "76 0000000c 00030000 00000000"),
                backend(
                        new NegotiateProtocolVersion(2, List.of("_pq_.a", "_pq_.b")),
                        "76 0000001a 00030002 00000002 '_pq_.a' 00 '_pq_.b' 00"),
                backend(new CopyInResponse(Format.TEXT, List.of()), "47 00000007 00 0000"),
                backend(
                        new CopyInResponse(Format.TEXT, List.of(Format.TEXT, Format.TEXT)),
                        "47 0000000b 00 0002 0000 0000"),
                backend(new CopyOutResponse(Format.BINARY, List.of(Format.BINARY)), "48 00000009 01 0001 0001"),
                backend(new CopyBothResponse(Format.TEXT, List.of()), "57 00000007 00 0000"),
                backend(new CopyData(bytes("geheim")), "64 0000000a 'geheim'").open(),
                backend(new CopyDone(), "63 00000004"),
                backend(new FunctionCallResponse(BindValue.NULL), "56 00000008 ffffffff"),
                backend(new FunctionCallResponse(BindValue.text("geheim")), "56 0000000e 00000006 'geheim'"));
    }

    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static SecretKey key(String text) {
        return SecretKey.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
