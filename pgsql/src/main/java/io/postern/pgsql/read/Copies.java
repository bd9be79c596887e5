package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Utility.Copy;
import io.postern.pgsql.tree.Utility.CopyPeer;
import io.postern.pgsql.tree.Utility.Option;

/** COPY. */
final class Copies {

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final Options options;

    Copies(TokenCursor cursor, RowGrammar rows, Options options) {
        this.cursor = cursor;
        this.rows = rows;
        this.options = options;
    }

    Copy copy() {
        int from = cursor.at();
        cursor.expect("copy");
        return cursor.isSelf('(') ? ofStatement(from) : ofTable(from);
    }

    private Copy ofStatement(int from) {
        int start = cursor.at();
        cursor.expectSelf('(');
        RowStatement statement = rows.rowStatement();
        cursor.expectSelf(')');
        Span source = cursor.since(start);
        cursor.expect("to");
        CopyPeer peer = peer();
        cursor.accept("with");
        List<Option> given = options();
        return new Copy(
                Optional.empty(),
                List.of(),
                Optional.of(statement),
                false,
                peer,
                given,
                Optional.empty(),
                source,
                cursor.since(from));
    }

    private Copy ofTable(int from) {
        List<Option> given = new ArrayList<>();
        option(cursor.at(), "format", cursor.accept("binary")).ifPresent(given::add);
        int start = cursor.at();
        ObjectName name = cursor.relationName();
        Span reference = cursor.since(start);
        FromItem.Table table =
                new FromItem.Table(name, false, Optional.empty(), Optional.empty(), reference, reference);
        List<Name> columns = cursor.isSelf('(') ? cursor.columnList() : List.of();
        Span source = cursor.since(start);
        boolean isFrom = cursor.expectAnyOf("from", "to").equals("from");
        CopyPeer peer = peer();
        delimiters(given);
        cursor.accept("with");
        given.addAll(options());
        Optional<Expression> where = Optional.empty();
        if (isFrom && cursor.accept("where")) {
            where = Optional.of(rows.expression());
        }
        return new Copy(
                Optional.of(table), columns, Optional.empty(), isFrom, peer, given, where, source, cursor.since(from));
    }

    private CopyPeer peer() {
        if (cursor.accept("program")) {
            cursor.expectString();
            return CopyPeer.PROGRAM;
        }
        if (cursor.isString()) {
            cursor.advance();
            return CopyPeer.FILE;
        }
        cursor.expectAnyOf("stdin", "stdout");
        return CopyPeer.CLIENT;
    }

    private void delimiters(List<Option> given) {
        int from = cursor.at();
        boolean using = cursor.accept("using");
        if (using || cursor.is("delimiters")) {
            cursor.expect("delimiters");
            int slot = options.string();
            given.add(new Option("delimiter", Optional.empty(), List.of(slot), cursor.since(from)));
        }
    }

    private Optional<Option> option(int from, String name, boolean there) {
        return there
                ? Optional.of(new Option(name, Optional.empty(), List.of(), cursor.since(from)))
                : Optional.empty();
    }

    private List<Option> options() {
        if (cursor.isSelf('(')) {
            return options.copyOptions();
        }
        List<Option> given = new ArrayList<>();
        while (cursor.isAnyOf(
                "binary", "freeze", "delimiter", "null", "csv", "header", "quote", "escape", "force", "encoding")) {
            given.add(oldOption());
        }
        return given;
    }

    private Option oldOption() {
        int from = cursor.at();
        String word = cursor.keyword();
        cursor.advance();
        return switch (word) {
            case "delimiter", "null", "quote", "escape" -> {
                cursor.accept("as");
                int slot = options.string();
                yield new Option(word, Optional.empty(), List.of(slot), cursor.since(from));
            }
            case "encoding" -> {
                int slot = options.string();
                yield new Option(word, Optional.empty(), List.of(slot), cursor.since(from));
            }
            case "force" -> force(from);
            case "binary", "csv" -> new Option("format", Optional.of(word), List.of(), cursor.since(from));
            default -> new Option(word, Optional.empty(), List.of(), cursor.since(from));
        };
    }

    private Option force(int from) {
        String name;
        boolean star = true;
        if (cursor.accept("quote")) {
            name = "force_quote";
        } else {
            name = cursor.accept("not") ? "force_not_null" : "force_null";
            cursor.expect("null");
            star = cursor.major() >= 17;
        }
        if (!star || !cursor.acceptSelf('*')) {
            do {
                cursor.columnName();
            } while (cursor.acceptSelf(','));
        }
        return new Option(name, Optional.empty(), List.of(), cursor.since(from));
    }
}
