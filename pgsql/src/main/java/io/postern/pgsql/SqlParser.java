package io.postern.pgsql;

import java.util.List;

import io.postern.pgsql.tree.Statement;
import io.postern.pgwire.sql.Tokens;

/** Reads the tokens of a text by PostgreSQL's grammar. */
public interface SqlParser {

    /**
     * Never throws for anything that a client can write; work and memory are linear in the number of tokens.
     *
     * @param major of the server whose grammar counts, 15 to 18
     */
    Parsed parse(Tokens tokens, int major);

    /** What became of a text. */
    sealed interface Parsed {

        /** @param statements in order; empty statements leave no trace */
        record Statements(List<Statement> statements) implements Parsed {
            public Statements {
                statements = List.copyOf(statements);
            }
        }

        /**
         * @param why for the client; quotes words and names of the text, never constants
         * @param token ordinal of the token at fault; the number of tokens where the text ends too early
         */
        record Refused(String why, int token) implements Parsed {}
    }
}
