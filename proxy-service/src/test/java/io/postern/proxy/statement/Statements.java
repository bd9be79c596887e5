package io.postern.proxy.statement;

import java.util.List;
import java.util.Set;

import io.postern.identity.Identity;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;

/** Values that the tests of this package share. */
final class Statements {

    static final Identity ANN = new Identity("https://issuer.test", "ann", Set.of("agents"));
    static final Session SESSION = new Session(
            "s",
            ANN,
            "shop",
            "shop_agent",
            List.of("public"),
            new Session.ClientOrigin("192.0.2.7:5000", "psql", true));

    private Statements() {}

    static StatementText text(String sql) {
        try {
            return StatementText.of(SqlText.of(sql), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new IllegalArgumentException(sql, e);
        }
    }
}
