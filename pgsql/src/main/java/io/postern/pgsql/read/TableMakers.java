package io.postern.pgsql.read;

import java.util.Optional;

import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Statement;
import io.postern.pgsql.tree.Utility.CreateTableAs;
import io.postern.pgsql.tree.Utility.CreateView;

/** CREATE TABLE AS, CREATE MATERIALIZED VIEW, CREATE VIEW: what makes a relation of a query. */
final class TableMakers {

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final Cursors cursors;
    private final StorageClauses storage;

    TableMakers(TokenCursor cursor, RowGrammar rows, Cursors cursors) {
        this.cursor = cursor;
        this.rows = rows;
        this.cursors = cursors;
        this.storage = new StorageClauses(cursor, rows);
    }

    /** A CREATE TABLE AS or CREATE MATERIALIZED VIEW; nothing is consumed if it is another CREATE. */
    Optional<CreateTableAs> asQuery() {
        int from = cursor.at();
        Optional<CreateTableAs> made = Optional.empty();
        cursor.expect("create");
        boolean unlogged = cursor.is("unlogged");
        boolean temporary = persistence();
        if (cursor.accept("table")) {
            made = tableAs(temporary, from);
        } else if ((unlogged || cursor.at() == from + 1) && cursor.acceptAll("materialized", "view")) {
            made = Optional.of(materializedView(from));
        }
        if (made.isEmpty()) {
            cursor.moveTo(from);
        }
        return made;
    }

    /** Whether the relation is temporary. */
    private boolean persistence() {
        if (cursor.accept("unlogged")) {
            return false;
        }
        if (cursor.isAnyOf("local", "global") && cursor.isAnyOf(1, "temp", "temporary")) {
            cursor.advance();
        }
        return cursor.accept("temp") || cursor.accept("temporary");
    }

    private Optional<CreateTableAs> tableAs(boolean temporary, int from) {
        cursor.acceptAll("if", "not", "exists");
        int start = cursor.at();
        ObjectName name = cursor.relationName();
        if ((cursor.isSelf('(') && !isColumnList()) || cursor.isAnyOf("of", "partition")) {
            return Optional.empty();
        }
        if (cursor.isSelf('(')) {
            cursor.columnList();
        }
        storage.accessMethod();
        storage.withOrWithoutOids();
        storage.onCommit();
        storage.tablespace();
        Query.Into into = new Query.Into(name, temporary, cursor.since(start));
        cursor.expect("as");
        Statement statement = cursor.is("execute") ? cursors.execute() : rows.query();
        withData();
        return Optional.of(new CreateTableAs(into, false, statement, cursor.since(from)));
    }

    /** Whether names without types stand in the parentheses. */
    private boolean isColumnList() {
        return cursor.isColumnName(1) && (cursor.isSelf(2, ',') || cursor.isSelf(2, ')'));
    }

    private CreateTableAs materializedView(int from) {
        cursor.acceptAll("if", "not", "exists");
        int start = cursor.at();
        ObjectName name = cursor.relationName();
        if (cursor.isSelf('(')) {
            cursor.columnList();
        }
        storage.accessMethod();
        storage.with();
        storage.tablespace();
        Query.Into into = new Query.Into(name, false, cursor.since(start));
        cursor.expect("as");
        Query query = rows.query();
        withData();
        return new CreateTableAs(into, true, query, cursor.since(from));
    }

    /** A CREATE VIEW; nothing is consumed if it is another CREATE. */
    Optional<CreateView> view() {
        int from = cursor.at();
        cursor.expect("create");
        cursor.acceptAll("or", "replace");
        boolean temporary = persistence();
        boolean recursive = cursor.is("recursive") && cursor.is(1, "view");
        if (recursive) {
            cursor.advance();
        }
        if (!cursor.accept("view")) {
            cursor.moveTo(from);
            return Optional.empty();
        }
        ObjectName name = cursor.relationName();
        if (recursive || cursor.isSelf('(')) {
            cursor.columnList();
        }
        storage.with();
        cursor.expect("as");
        Query query = rows.query();
        if (!recursive && cursor.accept("with")) {
            if (!cursor.accept("local")) {
                cursor.accept("cascaded");
            }
            cursor.expectAll("check", "option");
        }
        return Optional.of(new CreateView(name, temporary, query, cursor.since(from)));
    }

    private void withData() {
        if (cursor.accept("with")) {
            cursor.accept("no");
            cursor.expect("data");
        }
    }
}
