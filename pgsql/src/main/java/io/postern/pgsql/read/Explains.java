package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Statement;
import io.postern.pgsql.tree.Utility.Explain;
import io.postern.pgsql.tree.Utility.Option;

/** EXPLAIN. */
final class Explains {

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final Options options;
    private final Cursors cursors;
    private final TableMakers makers;
    private final Maintenance maintenance;

    Explains(TokenCursor cursor, RowGrammar rows, Cursors cursors, TableMakers makers, Maintenance maintenance) {
        this.cursor = cursor;
        this.rows = rows;
        this.options = new Options(cursor);
        this.cursors = cursors;
        this.makers = makers;
        this.maintenance = maintenance;
    }

    Explain explain() {
        int from = cursor.at();
        cursor.expect("explain");
        int start = cursor.at();
        boolean parenthesised = cursor.isSelf('(') && !startsQuery(1);
        List<Option> given = parenthesised ? options.utilityOptions() : oldOptions();
        Span optionsSpan = cursor.since(start);
        Statement statement = explained();
        return new Explain(given, parenthesised, optionsSpan, statement, cursor.since(from));
    }

    private boolean startsQuery(int ahead) {
        return cursor.isAnyOf(ahead, "select", "with", "table")
                || cursor.isSelf(ahead, '(')
                || (cursor.is(ahead, "values") && cursor.isSelf(ahead + 1, '('));
    }

    private List<Option> oldOptions() {
        List<Option> given = new ArrayList<>();
        int from = cursor.at();
        if (cursor.accept("analyze") || cursor.accept("analyse")) {
            given.add(new Option("analyze", Optional.empty(), List.of(), cursor.since(from)));
        }
        from = cursor.at();
        if (cursor.accept("verbose")) {
            given.add(new Option("verbose", Optional.empty(), List.of(), cursor.since(from)));
        }
        return given;
    }

    private Statement explained() {
        return switch (cursor.keyword()) {
            case "declare" -> cursors.declare();
            case "execute" -> cursors.execute();
            case "create" -> makers.asQuery().orElseThrow(cursor::unexpected);
            case "refresh" -> maintenance.refresh();
            default -> rows.rowStatement();
        };
    }
}
