package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A statement has run. */
public record CommandComplete(String tag) implements BackendMessage {

    private static final int MAX_DIGITS = 18;

    static CommandComplete decode(ByteBuf body) {
        BodyReader reader = new BodyReader("CommandComplete", body);
        String tag = reader.string("tag");
        reader.end();
        return new CommandComplete(tag);
    }

    @Override
    public BackendType backendType() {
        return BackendType.COMMAND_COMPLETE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.string(tag));
    }

    /** The number of rows that the tag ends in ({@code SELECT 5}, {@code INSERT 0 5}), 0 where it has none. */
    public long rows() {
        String number = tag.substring(tag.lastIndexOf(' ') + 1);
        if (number.length() == tag.length() || number.isEmpty() || number.length() > MAX_DIGITS) {
            return 0;
        }
        long rows = 0;
        for (int i = 0; i < number.length(); i++) {
            char digit = number.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            rows = rows * 10 + (digit - '0');
        }
        return rows;
    }
}
