package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A NOTIFY arrived. */
public record NotificationResponse(int processId, String channel, String payload) implements BackendMessage {

    static NotificationResponse decode(ByteBuf body) {
        BodyReader reader = new BodyReader("NotificationResponse", body);
        int processId = reader.int32("process id");
        String channel = reader.string("channel");
        String payload = reader.string("payload");
        reader.end();
        return new NotificationResponse(processId, channel, payload);
    }

    @Override
    public BackendType backendType() {
        return BackendType.NOTIFICATION_RESPONSE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(
                out,
                backendType(),
                body -> body.int32(processId).string(channel).string(payload));
    }

    /** Without the payload, which may hold data. */
    @Override
    public String toString() {
        return "NotificationResponse[processId=" + processId + ", channel=" + channel + ", payload=<" + payload.length()
                + " chars>]";
    }
}
