package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A message from the server. */
public sealed interface BackendMessage
        permits AuthenticationCleartextPassword,
                AuthenticationMD5Password,
                AuthenticationOk,
                AuthenticationSASL,
                AuthenticationSASLContinue,
                AuthenticationSASLFinal,
                AuthenticationUnsupported,
                BackendKeyData,
                BindComplete,
                CloseComplete,
                CommandComplete,
                CopyBothResponse,
                CopyData,
                CopyDone,
                CopyInResponse,
                CopyOutResponse,
                DataRow,
                EmptyQueryResponse,
                ErrorResponse,
                FunctionCallResponse,
                NegotiateProtocolVersion,
                NoData,
                NoticeResponse,
                NotificationResponse,
                ParameterDescription,
                ParameterStatus,
                ParseComplete,
                PortalSuspended,
                ReadyForQuery,
                RowDescription {

    BackendType backendType();

    /**
     * Appends the whole message, type and length included.
     *
     * @throws IllegalArgumentException if a value does not fit the format; nothing is appended then
     */
    void encode(ByteBuf out);

    /**
     * Decodes a body, which is left as it is.
     *
     * @param body everything after the length
     * @throws ProtocolViolation if the body is not exactly such a message
     */
    static BackendMessage decode(BackendType type, ByteBuf body) {
        return switch (type) {
            case AUTHENTICATION -> decodeAuthentication(body);
            case BACKEND_KEY_DATA -> BackendKeyData.decode(body);
            case BIND_COMPLETE -> BindComplete.decode(body);
            case CLOSE_COMPLETE -> CloseComplete.decode(body);
            case COMMAND_COMPLETE -> CommandComplete.decode(body);
            case COPY_BOTH_RESPONSE -> CopyBothResponse.decode(body);
            case COPY_DATA -> CopyData.decode(body);
            case COPY_DONE -> CopyDone.decode(body);
            case COPY_IN_RESPONSE -> CopyInResponse.decode(body);
            case COPY_OUT_RESPONSE -> CopyOutResponse.decode(body);
            case DATA_ROW -> DataRow.decode(body);
            case EMPTY_QUERY_RESPONSE -> EmptyQueryResponse.decode(body);
            case ERROR_RESPONSE -> ErrorResponse.decode(body);
            case FUNCTION_CALL_RESPONSE -> FunctionCallResponse.decode(body);
            case NEGOTIATE_PROTOCOL_VERSION -> NegotiateProtocolVersion.decode(body);
            case NO_DATA -> NoData.decode(body);
            case NOTICE_RESPONSE -> NoticeResponse.decode(body);
            case NOTIFICATION_RESPONSE -> NotificationResponse.decode(body);
            case PARAMETER_DESCRIPTION -> ParameterDescription.decode(body);
            case PARAMETER_STATUS -> ParameterStatus.decode(body);
            case PARSE_COMPLETE -> ParseComplete.decode(body);
            case PORTAL_SUSPENDED -> PortalSuspended.decode(body);
            case READY_FOR_QUERY -> ReadyForQuery.decode(body);
            case ROW_DESCRIPTION -> RowDescription.decode(body);
        };
    }

    private static BackendMessage decodeAuthentication(ByteBuf body) {
        BodyReader reader = new BodyReader("Authentication", body);
        int code = reader.int32("code");
        return switch (code) {
            case AuthenticationOk.CODE -> AuthenticationOk.decode(reader);
            case AuthenticationCleartextPassword.CODE -> AuthenticationCleartextPassword.decode(reader);
            case AuthenticationMD5Password.CODE -> AuthenticationMD5Password.decode(reader);
            case AuthenticationSASL.CODE -> AuthenticationSASL.decode(reader);
            case AuthenticationSASLContinue.CODE -> AuthenticationSASLContinue.decode(reader);
            case AuthenticationSASLFinal.CODE -> AuthenticationSASLFinal.decode(reader);
            default -> AuthenticationUnsupported.decode(code, reader);
        };
    }
}
