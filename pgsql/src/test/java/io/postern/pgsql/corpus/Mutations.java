package io.postern.pgsql.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;

/** Statements with a token or two deleted, doubled, swapped, replaced or put in. Equal seeds give equal texts. */
public final class Mutations {

    private static final int MAX_TOKENS = 120;

    private final Random random;
    private final List<List<String>> statements = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();

    public Mutations(long seed, List<String> texts) {
        random = new Random(seed);
        for (String text : texts) {
            List<String> spelled = spelled(text);
            if (!spelled.isEmpty() && spelled.size() <= MAX_TOKENS) {
                statements.add(spelled);
                tokens.addAll(spelled);
            }
        }
    }

    public List<String> next(int count) {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(next());
        }
        return texts;
    }

    private String next() {
        List<String> mutated = new ArrayList<>(any(statements));
        for (int changes = 1 + random.nextInt(2); changes > 0 && !mutated.isEmpty(); changes--) {
            int at = random.nextInt(mutated.size());
            switch (random.nextInt(5)) {
                case 0 -> mutated.remove(at);
                case 1 -> mutated.add(at, mutated.get(at));
                case 2 -> Collections.swap(mutated, at, random.nextInt(mutated.size()));
                case 3 -> mutated.set(at, any(tokens));
                default -> mutated.add(at, any(tokens));
            }
        }
        return String.join(" ", mutated);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<String> spelled(String text) {
        try {
            Tokens tokens = SqlLexer.lex(SqlText.of(text), LexerLimits.DEFAULT);
            List<String> spelled = new ArrayList<>(tokens.count());
            for (int i = 0; i < tokens.count(); i++) {
                spelled.add(tokens.text(i));
            }
            return spelled;
        } catch (LexicalError | InvalidSqlText e) {
            return List.of();
        }
    }
}
