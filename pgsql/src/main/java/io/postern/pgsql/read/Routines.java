package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;

/** Names, arguments and signatures of functions, aggregates and operators. */
final class Routines {

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final StorageClauses storage;

    Routines(TokenCursor cursor, RowGrammar rows, StorageClauses storage) {
        this.cursor = cursor;
        this.rows = rows;
        this.storage = storage;
    }

    /** A name by itself is that of a function; a qualified one begins with that of a schema. */
    ObjectName name() {
        if (cursor.isColumnName(0) && cursor.isSelf(1, '.')) {
            return cursor.objectName();
        }
        int from = cursor.at();
        Name name = cursor.functionName();
        return new ObjectName(List.of(name), cursor.since(from));
    }

    ObjectName signature() {
        int from = cursor.at();
        List<Name> parts = new ArrayList<>();
        boolean simple = !cursor.isSelf(1, '(') && !cursor.isSelf(1, '.');
        if (simple) {
            parts.add(cursor.nonReserved());
            return new ObjectName(parts, cursor.since(from));
        }
        ObjectName name = name();
        if (cursor.acceptSelf('(')) {
            if (!cursor.isSelf(')')) {
                arguments();
            }
            cursor.expectSelf(')');
        }
        return name;
    }

    ObjectName aggregateSignature() {
        ObjectName name = name();
        aggregateArguments();
        return name;
    }

    void aggregateArguments() {
        cursor.expectSelf('(');
        if (!cursor.acceptSelf('*')) {
            if (!cursor.is("order")) {
                arguments();
            }
            if (cursor.acceptAll("order", "by")) {
                arguments();
            }
        }
        cursor.expectSelf(')');
    }

    private void arguments() {
        do {
            plainArgument();
        } while (cursor.acceptSelf(','));
    }

    /** With its default. */
    void argument() {
        plainArgument();
        if (cursor.accept("default") || cursor.acceptSelf('=')) {
            rows.expression();
        }
    }

    private void plainArgument() {
        boolean moded = mode();
        if (isArgumentName()) {
            cursor.advance();
            if (!moded) {
                mode();
            }
        }
        type();
    }

    /** A type, which may be that of a column. */
    void type() {
        rows.type();
        if (cursor.isSelf('%') && cursor.is(1, "type")) {
            cursor.advance();
            cursor.advance();
        }
    }

    private boolean mode() {
        if (cursor.accept("in")) {
            cursor.accept("out");
            return true;
        }
        return cursor.accept("out") || cursor.accept("inout") || cursor.accept("variadic");
    }

    /** A word that could be a type is a name if a type follows it. */
    private boolean isArgumentName() {
        return cursor.isFunctionName(0)
                && !(cursor.is("double") && cursor.is(1, "precision"))
                && (startsType(1) || cursor.isAnyOf(1, "in", "out", "inout", "variadic"));
    }

    boolean startsType(int ahead) {
        return cursor.isFunctionName(ahead)
                || cursor.isAnyOf(
                        ahead,
                        "setof",
                        "int",
                        "integer",
                        "smallint",
                        "bigint",
                        "real",
                        "float",
                        "decimal",
                        "dec",
                        "numeric",
                        "boolean",
                        "bit",
                        "char",
                        "character",
                        "varchar",
                        "national",
                        "nchar",
                        "timestamp",
                        "time",
                        "interval",
                        "json");
    }

    void operatorSignature() {
        storage.anyOperator();
        cursor.expectSelf('(');
        boolean prefix = cursor.is("none") && cursor.isSelf(1, ',');
        if (prefix) {
            cursor.advance();
        } else {
            rows.type();
        }
        cursor.expectSelf(',');
        if (prefix || !cursor.accept("none")) {
            rows.type();
        }
        cursor.expectSelf(')');
    }
}
