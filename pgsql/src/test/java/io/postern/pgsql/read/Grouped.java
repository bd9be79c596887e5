package io.postern.pgsql.read;

import java.util.HashMap;
import java.util.Map;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.SyntaxNode;

/** A text with parentheses around each of its expressions that is more than a name or a constant: how the reader groups it. */
final class Grouped {

    private final Reading reading;
    private final Map<Integer, Integer> opens = new HashMap<>();
    private final Map<Integer, Integer> closes = new HashMap<>();

    private Grouped(Reading reading) {
        this.reading = reading;
    }

    static String of(String sql, int major) {
        Reading reading = Reading.of(sql, major);
        Grouped grouped = new Grouped(reading);
        for (SyntaxNode node : TreeText.nodes(reading.statements())) {
            if (node instanceof Expression expression && isGroup(expression)) {
                grouped.opens.merge(node.span().from(), 1, Integer::sum);
                grouped.closes.merge(node.span().to() - 1, 1, Integer::sum);
            }
        }
        return grouped.text();
    }

    private static boolean isGroup(Expression expression) {
        return !(expression instanceof Expression.Constant
                || expression instanceof Expression.Parameter
                || expression instanceof Expression.ColumnReference
                || expression instanceof Expression.ArrayConstructor
                || expression instanceof Expression.FunctionCall
                || expression instanceof Expression.SpecialCall
                || expression instanceof Expression.RowConstructor
                || expression instanceof Expression.Subquery
                || expression instanceof Expression.Default
                || expression instanceof Expression.CurrentOf);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < reading.tokens().count(); i++) {
            if (i > 0 && reading.tokens().start(i) > reading.tokens().end(i - 1)) {
                text.append(' ');
            }
            text.append("(".repeat(opens.getOrDefault(i, 0)));
            text.append(reading.tokens().text(i));
            text.append(")".repeat(closes.getOrDefault(i, 0)));
        }
        return text.toString();
    }
}
