package io.postern.pgwire;

import io.netty.buffer.ByteBuf;
import io.postern.pgwire.sql.SqlText;

/** One or more statements in the simple protocol. */
public record Query(SqlText sql) implements FrontendMessage {

    static Query decode(ByteBuf body) {
        BodyReader reader = new BodyReader("Query", body);
        SqlText sql = reader.sql("query");
        reader.end();
        return new Query(sql);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.QUERY;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, frontendType(), body -> body.sql(sql));
    }
}
