package io.postern.pgwire;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;

/**
 * An error.
 *
 * @param fields in wire order; S (severity), C (SQLSTATE) and M (message) are always there
 */
public record ErrorResponse(List<Field> fields) implements BackendMessage {

    public ErrorResponse {
        fields = List.copyOf(fields);
        Fields.require(fields, 'S');
        Fields.require(fields, 'C');
        Fields.require(fields, 'M');
    }

    public static ErrorResponse of(
            String severity, String sqlState, String message, @Nullable String detail, @Nullable String hint) {
        return new ErrorResponse(Fields.of(severity, sqlState, message, detail, hint));
    }

    static ErrorResponse decode(ByteBuf body) {
        BodyReader reader = new BodyReader("ErrorResponse", body);
        return new ErrorResponse(Fields.decode(reader));
    }

    @Override
    public BackendType backendType() {
        return BackendType.ERROR_RESPONSE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> Fields.encode(fields, body));
    }

    /** Never translated where the server sends field V. */
    public String severity() {
        return Fields.severity(fields);
    }

    public String sqlState() {
        return Fields.require(fields, 'C');
    }

    public String message() {
        return Fields.require(fields, 'M');
    }

    /** First value of any field, null if there is none. */
    public @Nullable String field(char code) {
        return Fields.find(fields, code);
    }

    /** Without the texts, which may quote data. */
    @Override
    public String toString() {
        return "ErrorResponse[" + severity() + ", " + sqlState() + "]";
    }
}
