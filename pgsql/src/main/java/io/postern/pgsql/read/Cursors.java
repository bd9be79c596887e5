package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.TypeName;
import io.postern.pgsql.tree.Utility;

/** Prepared statements and cursors. */
final class Cursors {

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final Options options;

    Cursors(TokenCursor cursor, RowGrammar rows, Options options) {
        this.cursor = cursor;
        this.rows = rows;
        this.options = options;
    }

    Utility.Prepare prepare() {
        int from = cursor.at();
        cursor.expect("prepare");
        Name name = cursor.columnName();
        List<TypeName> types = new ArrayList<>();
        if (cursor.acceptSelf('(')) {
            do {
                types.add(rows.type());
            } while (cursor.acceptSelf(','));
            cursor.expectSelf(')');
        }
        cursor.expect("as");
        RowStatement statement = rows.rowStatement();
        return new Utility.Prepare(name, types, statement, cursor.since(from));
    }

    Utility.Execute execute() {
        int from = cursor.at();
        cursor.expect("execute");
        Name name = cursor.columnName();
        List<Expression> arguments = new ArrayList<>();
        if (cursor.acceptSelf('(')) {
            do {
                arguments.add(rows.expression());
            } while (cursor.acceptSelf(','));
            cursor.expectSelf(')');
        }
        return new Utility.Execute(name, arguments, cursor.since(from));
    }

    Utility.Deallocate deallocate() {
        int from = cursor.at();
        cursor.expect("deallocate");
        if (cursor.is("prepare") && (cursor.isColumnName(1) || cursor.is(1, "all"))) {
            cursor.advance();
        }
        Optional<Name> name = cursor.accept("all") ? Optional.empty() : Optional.of(cursor.columnName());
        return new Utility.Deallocate(name, cursor.since(from));
    }

    Utility.DeclareCursor declare() {
        int from = cursor.at();
        cursor.expect("declare");
        Name name = cursor.columnName();
        while (!cursor.accept("cursor")) {
            if (cursor.accept("no")) {
                cursor.expect("scroll");
            } else {
                cursor.expectAnyOf("scroll", "binary", "asensitive", "insensitive");
            }
        }
        boolean hold = cursor.accept("with");
        if (hold || cursor.accept("without")) {
            cursor.expect("hold");
        }
        cursor.expect("for");
        Query query = rows.query();
        return new Utility.DeclareCursor(name, hold, query, cursor.since(from));
    }

    /** FETCH or MOVE. */
    Utility.Fetch fetch() {
        int from = cursor.at();
        boolean move = cursor.expectAnyOf("fetch", "move").equals("move");
        direction();
        if (!cursor.accept("from")) {
            cursor.accept("in");
        }
        Name name = cursor.columnName();
        return new Utility.Fetch(move, name, cursor.since(from));
    }

    /** The words of a direction are also names of cursors, where the statement ends behind them. */
    private void direction() {
        if (options.isSignedInteger()) {
            options.signedInteger();
        } else if (cursor.is("all") || isFollowedByMore()) {
            switch (cursor.keyword()) {
                case "all", "next", "prior", "first", "last" -> cursor.advance();
                case "absolute", "relative" -> {
                    cursor.advance();
                    options.signedInteger();
                }
                case "forward", "backward" -> {
                    cursor.advance();
                    if (options.isSignedInteger()) {
                        options.signedInteger();
                    } else {
                        cursor.accept("all");
                    }
                }
                default -> {}
            }
        }
    }

    private boolean isFollowedByMore() {
        return cursor.isColumnName(1)
                || cursor.isAnyOf(1, "from", "in", "all")
                || cursor.isSelf(1, '+')
                || cursor.isSelf(1, '-')
                || cursor.isKind(1, io.postern.pgwire.sql.TokenKind.INTEGER);
    }

    Utility.CloseCursor close() {
        int from = cursor.at();
        cursor.expect("close");
        Optional<Name> name = cursor.accept("all") ? Optional.empty() : Optional.of(cursor.columnName());
        return new Utility.CloseCursor(name, cursor.since(from));
    }
}
