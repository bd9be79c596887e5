package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Utility.OnTables;
import io.postern.pgsql.tree.Utility.Recognised;
import io.postern.pgsql.tree.Utility.Sort;

/** What cares for relations, and what locks or empties them. */
final class Maintenance {

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final Options options;

    Maintenance(TokenCursor cursor, RowGrammar rows, Options options) {
        this.cursor = cursor;
        this.rows = rows;
        this.options = options;
    }

    OnTables lock() {
        int from = cursor.at();
        cursor.expect("lock");
        cursor.accept("table");
        List<FromItem.Table> tables = relations();
        if (cursor.accept("in")) {
            mode();
            cursor.expect("mode");
        }
        cursor.accept("nowait");
        return new OnTables("LOCK", tables, cursor.since(from));
    }

    private void mode() {
        if (cursor.accept("access") || cursor.accept("row")) {
            cursor.expectAnyOf("share", "exclusive");
        } else if (cursor.accept("share")) {
            if (cursor.acceptAll("update", "exclusive")) {
                return;
            }
            cursor.acceptAll("row", "exclusive");
        } else {
            cursor.expect("exclusive");
        }
    }

    OnTables truncate() {
        int from = cursor.at();
        cursor.expect("truncate");
        cursor.accept("table");
        List<FromItem.Table> tables = relations();
        if (cursor.accept("restart") || cursor.accept("continue")) {
            cursor.expect("identity");
        }
        if (!cursor.accept("cascade")) {
            cursor.accept("restrict");
        }
        return new OnTables("TRUNCATE", tables, cursor.since(from));
    }

    private List<FromItem.Table> relations() {
        List<FromItem.Table> tables = new ArrayList<>();
        do {
            tables.add(rows.relation());
        } while (cursor.acceptSelf(','));
        return tables;
    }

    Recognised vacuum() {
        int from = cursor.at();
        cursor.expect("vacuum");
        if (cursor.isSelf('(')) {
            options.utilityOptions();
        } else {
            cursor.accept("full");
            cursor.accept("freeze");
            cursor.accept("verbose");
            acceptAnalyze();
        }
        return of("VACUUM", relationsWithColumns(), from);
    }

    Recognised analyze() {
        int from = cursor.at();
        cursor.expectAnyOf("analyze", "analyse");
        if (cursor.isSelf('(')) {
            options.utilityOptions();
        } else {
            cursor.accept("verbose");
        }
        return of("ANALYZE", relationsWithColumns(), from);
    }

    private void acceptAnalyze() {
        if (!cursor.accept("analyze")) {
            cursor.accept("analyse");
        }
    }

    private List<ObjectName> relationsWithColumns() {
        List<ObjectName> names = new ArrayList<>();
        if (cursor.atStatementEnd()) {
            return names;
        }
        do {
            names.add(cursor.major() >= 18 ? rows.relation().name() : cursor.relationName());
            if (cursor.isSelf('(')) {
                cursor.columnList();
            }
        } while (cursor.acceptSelf(','));
        return names;
    }

    Recognised cluster() {
        int from = cursor.at();
        cursor.expect("cluster");
        boolean parenthesised = cursor.isSelf('(');
        if (parenthesised) {
            options.utilityOptions();
        } else {
            cursor.accept("verbose");
        }
        List<ObjectName> names = new ArrayList<>();
        if (!cursor.atStatementEnd() || (parenthesised && cursor.major() < 17)) {
            boolean oldForm = !parenthesised && cursor.isColumnName(0) && cursor.is(1, "on");
            if (oldForm) {
                cursor.advance();
                cursor.advance();
            }
            names.add(cursor.relationName());
            if (!oldForm && cursor.accept("using")) {
                cursor.columnName();
            }
        }
        return of("CLUSTER", names, from);
    }

    Recognised reindex() {
        int from = cursor.at();
        cursor.expect("reindex");
        if (cursor.isSelf('(')) {
            options.utilityOptions();
        }
        String what = cursor.expectAnyOf("index", "table", "schema", "database", "system");
        cursor.accept("concurrently");
        List<ObjectName> names = new ArrayList<>();
        boolean wholeDatabase = what.equals("database") || what.equals("system");
        if (!wholeDatabase || cursor.major() < 16 || !cursor.atStatementEnd()) {
            boolean ofRelation = what.equals("index") || what.equals("table");
            int start = cursor.at();
            names.add(
                    ofRelation
                            ? cursor.relationName()
                            : new ObjectName(List.of(cursor.columnName()), cursor.since(start)));
        }
        return of("REINDEX " + Words.upper(what), names, from);
    }

    Recognised refresh() {
        int from = cursor.at();
        cursor.expectAll("refresh", "materialized", "view");
        cursor.accept("concurrently");
        ObjectName name = cursor.relationName();
        if (cursor.accept("with")) {
            cursor.accept("no");
            cursor.expect("data");
        }
        return of("REFRESH MATERIALIZED VIEW", List.of(name), from);
    }

    Recognised checkpoint() {
        int from = cursor.at();
        cursor.expect("checkpoint");
        return of("CHECKPOINT", List.of(), from);
    }

    private Recognised of(String name, List<ObjectName> objects, int from) {
        return new Recognised(Sort.MAINTENANCE, name, objects, cursor.since(from));
    }
}
