package io.postern.pgwire;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.postern.pgwire.sql.SqlText;

/**
 * Prepares a statement.
 *
 * @param statement its name, empty for the unnamed one
 * @param parameterTypes OIDs, 0 where the server is to infer the type; may be shorter than the number of parameters
 */
public record Parse(String statement, SqlText query, List<Long> parameterTypes) implements FrontendMessage {

    public Parse {
        parameterTypes = List.copyOf(parameterTypes);
    }

    static Parse decode(ByteBuf body) {
        BodyReader reader = new BodyReader("Parse", body);
        String statement = reader.string("statement");
        SqlText query = reader.sql("query");
        List<Long> parameterTypes = reader.oids("parameter types");
        reader.end();
        return new Parse(statement, query, parameterTypes);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.PARSE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(
                out, frontendType(), body -> body.string(statement).sql(query).oids(parameterTypes));
    }
}
