package io.postern.pgwire;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Prints messages as libpq's {@code PQtrace} does without time stamps: direction, length, name and fields on one line.
 *
 * <p>Statements, values, rows and error texts are replaced by their size unless asked for. Passwords, SASL data and secret keys are
 * never printed.
 */
public final class PgTrace {

    /** Whether statements, values, rows and error texts are printed. */
    public enum Values {
        REDACTED,
        SHOWN
    }

    private final Values values;

    private PgTrace(Values values) {
        this.values = values;
    }

    public static PgTrace redacted() {
        return new PgTrace(Values.REDACTED);
    }

    /** For tests and for traces that their reader asked for; the output may hold personal data. */
    public static PgTrace showingValues() {
        return new PgTrace(Values.SHOWN);
    }

    public String startup(StartupPacket packet) {
        TraceLine line = line("F", packet.getClass(), packet::encode, 0);
        if (packet instanceof StartupMessage startup) {
            line.number(startup.majorVersion()).number(startup.minorVersion());
            startup.parameters().forEach((name, value) -> line.name(name).text(value));
        } else if (packet instanceof CancelRequest cancel) {
            line.number(cancel.processId()).secret();
        }
        return line.toString();
    }

    public String frontend(FrontendMessage message) {
        TraceLine line = line("F", message.getClass(), message::encode, 1);
        switch (message.frontendType()) {
            case QUERY -> line.text(((Query) message).sql().asString());
            case PARSE -> {
                Parse parse = (Parse) message;
                line.name(parse.statement()).text(parse.query().asString()).numbers(parse.parameterTypes());
            }
            case BIND -> {
                Bind bind = (Bind) message;
                line.name(bind.portal()).name(bind.statement()).formats(bind.parameterFormats());
                line.number(bind.values().size());
                bind.values().forEach(line::value);
                line.formats(bind.resultFormats());
            }
            case DESCRIBE -> {
                Describe describe = (Describe) message;
                line.code(describe.target().code()).name(describe.name());
            }
            case CLOSE -> {
                Close close = (Close) message;
                line.code(close.target().code()).name(close.name());
            }
            case EXECUTE -> {
                Execute execute = (Execute) message;
                line.name(execute.portal()).number(execute.maxRows());
            }
            case AUTHENTICATION -> {
                if (message instanceof SASLInitialResponse initial) {
                    line.name(initial.mechanism());
                }
                line.secret();
            }
            case COPY_DATA -> line.data(((CopyData) message).data());
            case COPY_FAIL -> line.text(((CopyFail) message).reason());
            case FUNCTION_CALL -> {
                FunctionCall call = (FunctionCall) message;
                line.number(call.function()).formats(call.argumentFormats());
                line.number(call.arguments().size());
                call.arguments().forEach(line::value);
                line.number(call.resultFormat().code());
            }
            case COPY_DONE, FLUSH, SYNC, TERMINATE -> {}
        }
        return line.toString();
    }

    public String backend(BackendMessage message) {
        TraceLine line = line("B", message.getClass(), message::encode, 1);
        switch (message.backendType()) {
            case AUTHENTICATION -> authentication(message, line);
            case BACKEND_KEY_DATA ->
                line.number(((BackendKeyData) message).processId()).secret();
            case PARAMETER_STATUS -> {
                ParameterStatus status = (ParameterStatus) message;
                line.name(status.name()).name(status.value());
            }
            case READY_FOR_QUERY -> line.code(((ReadyForQuery) message).status().code());
            case ROW_DESCRIPTION -> {
                RowDescription description = (RowDescription) message;
                line.number(description.fields().size());
                description.fields().forEach(field -> column(field, line));
            }
            case DATA_ROW -> line.data(((DataRow) message).columns());
            case COMMAND_COMPLETE -> line.name(((CommandComplete) message).tag());
            case ERROR_RESPONSE -> line.fields(((ErrorResponse) message).fields());
            case NOTICE_RESPONSE -> line.fields(((NoticeResponse) message).fields());
            case PARAMETER_DESCRIPTION -> line.numbers(((ParameterDescription) message).types());
            case NOTIFICATION_RESPONSE -> {
                NotificationResponse notification = (NotificationResponse) message;
                line.number(notification.processId())
                        .name(notification.channel())
                        .text(notification.payload());
            }
            case FUNCTION_CALL_RESPONSE -> line.value(((FunctionCallResponse) message).value());
            case NEGOTIATE_PROTOCOL_VERSION -> {
                NegotiateProtocolVersion version = (NegotiateProtocolVersion) message;
                line.number(version.version()).number(version.options().size());
                version.options().forEach(line::name);
            }
            case COPY_IN_RESPONSE -> {
                CopyInResponse copy = (CopyInResponse) message;
                line.number(copy.overall().code()).formats(copy.columns());
            }
            case COPY_OUT_RESPONSE -> {
                CopyOutResponse copy = (CopyOutResponse) message;
                line.number(copy.overall().code()).formats(copy.columns());
            }
            case COPY_BOTH_RESPONSE -> {
                CopyBothResponse copy = (CopyBothResponse) message;
                line.number(copy.overall().code()).formats(copy.columns());
            }
            case COPY_DATA -> line.data(((CopyData) message).data());
            case BIND_COMPLETE,
                    CLOSE_COMPLETE,
                    COPY_DONE,
                    EMPTY_QUERY_RESPONSE,
                    NO_DATA,
                    PARSE_COMPLETE,
                    PORTAL_SUSPENDED -> {}
        }
        return line.toString();
    }

    private static void authentication(BackendMessage message, TraceLine line) {
        if (message instanceof AuthenticationSASL sasl) {
            sasl.mechanisms().forEach(line::name);
        } else if (message instanceof AuthenticationUnsupported unsupported) {
            line.name(unsupported.method().name());
            if (unsupported.data().length() > 0) {
                line.secret();
            }
        } else if (!(message instanceof AuthenticationOk || message instanceof AuthenticationCleartextPassword)) {
            line.secret();
        }
    }

    private static void column(FieldDescription field, TraceLine line) {
        line.name(field.name())
                .number(field.tableOid())
                .number(field.columnNumber())
                .number(field.typeOid())
                .number(field.typeSize())
                .number(field.typeModifier())
                .number(field.format().code());
    }

    /** Starts a line; the length is the one on the wire, so without the {@code typeBytes} before it. */
    private TraceLine line(String direction, Class<?> message, Consumer<ByteBuf> encode, int typeBytes) {
        ByteBuf encoded = Unpooled.buffer();
        try {
            encode.accept(encoded);
            return new TraceLine(direction, encoded.readableBytes() - typeBytes, message.getSimpleName(), values);
        } finally {
            encoded.release();
        }
    }
}
