package io.postern.policy.analysis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;

/** What a statement is, from its first word alone: good enough to name a statement by, not to let it pass. */
public final class FirstWords {

    private static final Map<String, StatementKind> KINDS = kinds();

    private FirstWords() {}

    /** Of several statements, the first that is not about the transaction; OTHER where the first word says nothing. */
    public static StatementKind kindOf(Tokens tokens) {
        StatementKind kind = StatementKind.EMPTY;
        boolean begins = true;
        for (int i = 0; i < tokens.count(); i++) {
            boolean ends = tokens.is(i, ';');
            if (begins && !ends) {
                kind = kindOf(tokens, i);
                if (kind != StatementKind.TRANSACTION) {
                    return kind;
                }
            }
            begins = ends;
        }
        return kind;
    }

    private static StatementKind kindOf(Tokens tokens, int first) {
        if (tokens.is(first, '(')) {
            return StatementKind.SELECT;
        }
        return tokens.kind(first) == TokenKind.WORD ? kindOf(tokens.name(first)) : StatementKind.OTHER;
    }

    /** @param word in lower case */
    static StatementKind kindOf(String word) {
        return KINDS.getOrDefault(word, StatementKind.OTHER);
    }

    private static Map<String, StatementKind> kinds() {
        Map<String, StatementKind> kinds = new HashMap<>();
        put(kinds, StatementKind.SELECT, "select values table");
        put(kinds, StatementKind.INSERT, "insert");
        put(kinds, StatementKind.UPDATE, "update");
        put(kinds, StatementKind.DELETE, "delete");
        put(kinds, StatementKind.MERGE, "merge");
        put(kinds, StatementKind.TRANSACTION, "begin start commit end rollback abort savepoint release");
        put(kinds, StatementKind.SET, "set reset");
        put(kinds, StatementKind.SHOW, "show");
        put(kinds, StatementKind.EXPLAIN, "explain");
        put(kinds, StatementKind.COPY, "copy");
        put(kinds, StatementKind.CURSOR, "declare fetch move close");
        put(kinds, StatementKind.PREPARED, "prepare execute deallocate");
        put(kinds, StatementKind.DDL, """
                alter cluster comment create drop grant import reassign refresh reindex revoke security truncate""");
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, StatementKind> kinds, StatementKind kind, String words) {
        Set<String> all = Words.of(words);
        all.forEach(word -> kinds.put(word, kind));
    }
}
