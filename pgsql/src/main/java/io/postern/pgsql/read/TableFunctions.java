package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.TypeName;

/** XMLTABLE and JSON_TABLE: manual, sections 9.15.3 and 9.16.4. */
final class TableFunctions {

    private final Grammar grammar;
    private final TokenCursor cursor;

    TableFunctions(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    boolean isHere() {
        return cursor.isSelf(1, '(') && cursor.isAnyOf("xmltable", "json_table");
    }

    /** What a table function is made of, while it is read. */
    private static final class Parts {
        private final List<Expression> expressions = new ArrayList<>();
        private final List<Name> columns = new ArrayList<>();
        private final List<TypeName> types = new ArrayList<>();
    }

    FromItem read(int from, boolean lateral) {
        boolean json = cursor.is("json_table");
        cursor.advance();
        cursor.expectSelf('(');
        Parts parts = new Parts();
        if (json) {
            jsonTable(parts);
        } else {
            xmlTable(parts);
        }
        cursor.expectSelf(')');
        return new FromItem.TableFunction(
                lateral, json, parts.expressions, parts.columns, parts.types, grammar.from.alias(), cursor.since(from));
    }

    private void xmlTable(Parts parts) {
        if (cursor.is("xmlnamespaces") && cursor.isSelf(1, '(')) {
            cursor.advance();
            cursor.advance();
            do {
                boolean unnamed = cursor.accept("default");
                parts.expressions.add(grammar.expressions.restricted());
                if (!unnamed) {
                    cursor.expect("as");
                    cursor.label();
                }
            } while (cursor.acceptSelf(','));
            cursor.expectSelf(')');
            cursor.expectSelf(',');
        }
        parts.expressions.add(grammar.primaries.primary());
        parts.expressions.add(grammar.xml.passing());
        cursor.expect("columns");
        do {
            xmlColumn(parts);
        } while (cursor.acceptSelf(','));
    }

    private void xmlColumn(Parts parts) {
        parts.columns.add(cursor.columnName());
        if (ordinality(parts)) {
            return;
        }
        parts.types.add(grammar.types.type());
        while (!cursor.isSelf(',') && !cursor.isSelf(')')) {
            if (cursor.accept("not")) {
                cursor.expect("null");
            } else if (!cursor.accept("null")) {
                if (!cursor.accept("default")) {
                    expectPath();
                }
                parts.expressions.add(grammar.expressions.restricted());
            }
        }
    }

    /** A keyword from 17 on; before, a word that means the same. */
    private void expectPath() {
        boolean path = cursor.is("path")
                || (cursor.isPlainIdentifier(0)
                        && cursor.tokens().name(cursor.at()).equals("path"));
        if (!path) {
            throw cursor.unexpected();
        }
        cursor.advance();
    }

    /** FOR ORDINALITY behind the name of a column: an integer. */
    private boolean ordinality(Parts parts) {
        int from = cursor.at();
        if (!cursor.acceptAll("for", "ordinality")) {
            return false;
        }
        parts.types.add(grammar.types.integer(from));
        return true;
    }

    private void jsonTable(Parts parts) {
        parts.expressions.add(grammar.json.formatted());
        cursor.expectSelf(',');
        parts.expressions.add(grammar.expressions.expression());
        if (cursor.accept("as")) {
            cursor.columnName();
        }
        grammar.json.passing(parts.expressions);
        jsonColumns(parts);
        onError(parts);
    }

    private void onError(Parts parts) {
        if (grammar.json.isBehavior()) {
            grammar.json.behavior(parts.expressions);
            cursor.expectAll("on", "error");
        }
    }

    private void jsonColumns(Parts parts) {
        int outer = cursor.enter();
        cursor.expect("columns");
        cursor.expectSelf('(');
        do {
            jsonColumn(parts);
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
        cursor.leave(outer);
    }

    private void jsonColumn(Parts parts) {
        if (cursor.is("nested") && (cursor.is(1, "path") || cursor.isString(1))) {
            cursor.advance();
            cursor.accept("path");
            path(parts);
            if (cursor.accept("as")) {
                cursor.columnName();
            }
            jsonColumns(parts);
            return;
        }
        parts.columns.add(cursor.columnName());
        if (ordinality(parts)) {
            return;
        }
        parts.types.add(grammar.types.type());
        if (cursor.accept("exists")) {
            optionalPath(parts);
            onError(parts);
            return;
        }
        grammar.json.format();
        optionalPath(parts);
        grammar.json.wrapper();
        grammar.json.quotes();
        grammar.json.behaviors(parts.expressions);
    }

    private void optionalPath(Parts parts) {
        if (cursor.accept("path")) {
            path(parts);
        }
    }

    private void path(Parts parts) {
        if (!cursor.isString()) {
            throw cursor.unexpected();
        }
        parts.expressions.add(grammar.primaries.primary());
    }
}
