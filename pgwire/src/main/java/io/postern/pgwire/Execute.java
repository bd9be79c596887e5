package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/**
 * Runs a portal.
 *
 * @param maxRows most rows to return; 0 or less for all
 */
public record Execute(String portal, int maxRows) implements FrontendMessage {

    static Execute decode(ByteBuf body) {
        BodyReader reader = new BodyReader("Execute", body);
        String portal = reader.string("portal");
        int maxRows = reader.int32("row limit");
        reader.end();
        return new Execute(portal, maxRows);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.EXECUTE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, frontendType(), body -> body.string(portal).int32(maxRows));
    }
}
