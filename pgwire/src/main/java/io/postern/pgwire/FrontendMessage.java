package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A message from the client, once the session has started. */
public sealed interface FrontendMessage
        permits Bind,
                Close,
                CopyData,
                CopyDone,
                CopyFail,
                Describe,
                Execute,
                Flush,
                FunctionCall,
                GSSResponse,
                Parse,
                PasswordMessage,
                Query,
                SASLInitialResponse,
                SASLResponse,
                Sync,
                Terminate {

    FrontendType frontendType();

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
     * @param phase what a message of type {@code p} is
     * @throws ProtocolViolation if the body is not exactly such a message
     */
    static FrontendMessage decode(FrontendType type, ByteBuf body, AuthenticationPhase phase) {
        return switch (type) {
            case AUTHENTICATION -> decodeAuthentication(body, phase);
            case BIND -> Bind.decode(body);
            case CLOSE -> Close.decode(body);
            case COPY_DATA -> CopyData.decode(body);
            case COPY_DONE -> CopyDone.decode(body);
            case COPY_FAIL -> CopyFail.decode(body);
            case DESCRIBE -> Describe.decode(body);
            case EXECUTE -> Execute.decode(body);
            case FLUSH -> Flush.decode(body);
            case FUNCTION_CALL -> FunctionCall.decode(body);
            case PARSE -> Parse.decode(body);
            case QUERY -> Query.decode(body);
            case SYNC -> Sync.decode(body);
            case TERMINATE -> Terminate.decode(body);
        };
    }

    private static FrontendMessage decodeAuthentication(ByteBuf body, AuthenticationPhase phase) {
        return switch (phase) {
            case PASSWORD -> PasswordMessage.decode(body);
            case SASL_INITIAL -> SASLInitialResponse.decode(body);
            case GSS -> GSSResponse.decode(body);
            case SASL -> SASLResponse.decode(body);
            case NONE -> throw new ProtocolViolation("session", "no authentication message", "one");
        };
    }
}
