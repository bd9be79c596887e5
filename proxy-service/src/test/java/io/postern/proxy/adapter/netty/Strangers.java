package io.postern.proxy.adapter.netty;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.postern.pgwire.AuthenticationCleartextPassword;
import io.postern.pgwire.AuthenticationMD5Password;
import io.postern.pgwire.AuthenticationOk;
import io.postern.pgwire.AuthenticationSASL;
import io.postern.pgwire.AuthenticationSASLFinal;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.Bind;
import io.postern.pgwire.BindComplete;
import io.postern.pgwire.BindValue;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.Close;
import io.postern.pgwire.CloseComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.CopyBothResponse;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.CopyDone;
import io.postern.pgwire.CopyFail;
import io.postern.pgwire.CopyInResponse;
import io.postern.pgwire.CopyOutResponse;
import io.postern.pgwire.DataRow;
import io.postern.pgwire.Describe;
import io.postern.pgwire.EmptyQueryResponse;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Execute;
import io.postern.pgwire.FieldDescription;
import io.postern.pgwire.Flush;
import io.postern.pgwire.Format;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.FunctionCall;
import io.postern.pgwire.FunctionCallResponse;
import io.postern.pgwire.GSSENCRequest;
import io.postern.pgwire.NegotiateProtocolVersion;
import io.postern.pgwire.NoData;
import io.postern.pgwire.NotificationResponse;
import io.postern.pgwire.ParameterDescription;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.Parse;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.PortalSuspended;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.RowDescription;
import io.postern.pgwire.SASLResponse;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.SecretKey;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Target;
import io.postern.pgwire.Terminate;
import io.postern.pgwire.TransactionStatus;
import io.postern.pgwire.sql.SqlText;

/** Well-formed messages of both directions, to be sent where they do not belong. */
final class Strangers {

    static final List<byte[]> STARTUP = List.of(
            WireBytes.of(new StartupMessage(3, 0, Map.of("user", "ann", "database", "shop"))),
            WireBytes.of(new SSLRequest()),
            WireBytes.of(new GSSENCRequest()),
            WireBytes.of(new CancelRequest(1, SecretKey.of(new byte[32]))));

    static final List<byte[]> FRONTEND = List.of(
            WireBytes.of(new PasswordMessage(FuzzPorts.TOKEN)),
            WireBytes.of(new SASLResponse(Bytes.of(new byte[9]))),
            WireBytes.of(new Query(SqlText.of("select denied_by_a_stranger"))),
            WireBytes.of(new Execute("a", 0)),
            WireBytes.of(new Sync()),
            WireBytes.of(new Flush()),
            WireBytes.of(new Terminate()),
            WireBytes.of((FrontendMessage) new CopyData(Bytes.of(new byte[3]))),
            WireBytes.of((FrontendMessage) new CopyDone()),
            WireBytes.of(new CopyFail("a stranger")),
            WireBytes.of(new FunctionCall(1, List.of(), List.of(BindValue.text("x")), Format.TEXT)),
            WireBytes.of(new Parse("a", SqlText.of("select $1"), List.of(23L, 25L))),
            WireBytes.of(
                    new Bind("", "a", List.of(), List.of(BindValue.text("1"), BindValue.NULL), List.of(Format.TEXT))),
            WireBytes.of(new Describe(Target.STATEMENT, "a")),
            WireBytes.of(new Close(Target.PORTAL, "")));

    static final List<byte[]> BACKEND = List.of(
            WireBytes.of(new AuthenticationOk()),
            WireBytes.of(new AuthenticationCleartextPassword()),
            WireBytes.of(new AuthenticationSASLFinal(Bytes.of(new byte[] {'v', '=', 'x'}))),
            WireBytes.of(new BackendKeyData(2, SecretKey.of(new byte[4]))),
            WireBytes.of(new ReadyForQuery(TransactionStatus.IDLE)),
            WireBytes.of(new ReadyForQuery(TransactionStatus.FAILED)),
            WireBytes.of(new CommandComplete("SELECT 1")),
            WireBytes.of(new EmptyQueryResponse()),
            WireBytes.of(new ParseComplete()),
            WireBytes.of(new BindComplete()),
            WireBytes.of(new CloseComplete()),
            WireBytes.of(new NoData()),
            WireBytes.of(new PortalSuspended()),
            WireBytes.of(new ParameterDescription(List.of())),
            WireBytes.of(new RowDescription(List.of(new FieldDescription("c", 1, 1, 25, -1, -1, Format.TEXT)))),
            WireBytes.of(new NotificationResponse(1, "news", "x")),
            WireBytes.of(new AuthenticationSASL(List.of("SCRAM-SHA-256"))),
            WireBytes.of(new AuthenticationMD5Password(Bytes.of(new byte[4]))),
            WireBytes.of(DataRow.text(List.of("x"))),
            WireBytes.of(new CopyInResponse(Format.TEXT, List.of())),
            WireBytes.of(new CopyOutResponse(Format.TEXT, List.of())),
            WireBytes.of(new CopyBothResponse(Format.TEXT, List.of())),
            WireBytes.of(new ParameterStatus("standard_conforming_strings", "off")),
            WireBytes.of(new ParameterStatus("client_encoding", "SJIS")),
            WireBytes.of(new NegotiateProtocolVersion(0, List.of())),
            WireBytes.of(new FunctionCallResponse(BindValue.NULL)),
            WireBytes.of(ErrorResponse.of("ERROR", "22012", "a stranger", null, null)),
            WireBytes.of(ErrorResponse.of("FATAL", "57P01", "a stranger", null, null)));

    static final List<byte[]> ALL =
            Stream.of(STARTUP, FRONTEND, BACKEND).flatMap(List::stream).toList();

    private Strangers() {}
}
