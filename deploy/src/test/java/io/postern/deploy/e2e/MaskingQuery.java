package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;
import io.postern.proxy.statement.StatementText;

/**
 * A masking query, to be made wrong.
 *
 * @param items of its SELECT list
 * @param rest from FROM on
 */
record MaskingQuery(List<String> items, String rest) {

    private static final String SELECT = "SELECT ";
    private static final String FROM = " FROM ";
    private static final String WHERE = " WHERE ";
    private static final String AS = " AS \"";

    static MaskingQuery read(String sql) {
        int from = sql.lastIndexOf(FROM);
        String list = sql.substring(SELECT.length(), from);
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (c == ',' && depth == 0) {
                    items.add(list.substring(start, i).strip());
                    start = i + 1;
                }
            }
        }
        items.add(list.substring(start).strip());
        return new MaskingQuery(items, sql.substring(from));
    }

    /** Without the mask of one column, of those that the statement names if it names any. */
    String bare(StatementText text, Random chance) {
        int column = pick(text, chance);
        return column < 0 ? sql(items) : sql(bared(column));
    }

    /** With the mask of one column on another. */
    String shifted(StatementText text, Random chance) {
        int column = pick(text, chance);
        if (column < 0) {
            return sql(items);
        }
        List<String> wrong = bared(column);
        int other = items.get(0).contains(AS) ? 1 : 0;
        wrong.set(other, "nullif(%1$s, %1$s) AS %1$s".formatted(items.get(other)));
        return sql(wrong);
    }

    String unfiltered() {
        int where = rest.indexOf(WHERE);
        return new MaskingQuery(items, where < 0 ? rest : rest.substring(0, where)).sql(items);
    }

    private List<String> bared(int column) {
        List<String> wrong = new ArrayList<>(items);
        wrong.set(column, "\"" + name(column) + "\"");
        return wrong;
    }

    private int pick(StatementText text, Random chance) {
        List<Integer> masked = IntStream.range(0, items.size())
                .filter(i -> items.get(i).contains(AS))
                .boxed()
                .toList();
        List<Integer> named =
                masked.stream().filter(i -> names(text.tokens(), name(i))).toList();
        List<Integer> choice = named.isEmpty() ? masked : named;
        return choice.isEmpty() ? -1 : choice.get(chance.nextInt(choice.size()));
    }

    private String name(int column) {
        String item = items.get(column);
        return item.substring(item.lastIndexOf(AS) + AS.length(), item.length() - 1);
    }

    private static boolean names(Tokens tokens, String column) {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.WORD && tokens.name(i).equals(column)) {
                return true;
            }
        }
        return false;
    }

    private String sql(List<String> list) {
        return SELECT + String.join(", ", list) + rest;
    }
}
