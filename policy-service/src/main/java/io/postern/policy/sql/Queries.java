package io.postern.policy.sql;

import java.util.List;

import io.postern.pgwire.sql.TokenKind;

/** SELECT, VALUES, TABLE, their set operations and WITH queries: manual, chapter 7 and the page of SELECT. */
final class Queries {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Queries(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Whether the word here begins a query; a parenthesis is for the caller to look into. */
    boolean startsHere() {
        return switch (cursor.word()) {
            case "select", "values", "table", "with" -> true;
            default -> false;
        };
    }

    /** Whether what was read so far, a query in parentheses, is only the first part of a larger query. */
    boolean continuesHere() {
        return switch (cursor.word()) {
            case "union", "intersect", "except", "order", "limit", "offset", "fetch", "for" -> true;
            default -> false;
        };
    }

    /** A whole query, WITH included. */
    void query() {
        cursor.descend();
        boolean with = cursor.isWord("with");
        if (with) {
            with();
        }
        operand();
        continued();
        if (with) {
            grammar.scopes.close();
        }
        cursor.ascend();
    }

    /** A statement that may stand in a WITH query or at the top: a query or a change of rows. */
    void preparable() {
        boolean with = cursor.isWord("with");
        if (with) {
            cursor.descend();
            with();
        }
        if (!grammar.changes.change()) {
            operand();
            continued();
            grammar.facts().operation(Operation.select());
        }
        if (with) {
            grammar.scopes.close();
            cursor.ascend();
        }
    }

    /** Opens a scope that the caller has to close. */
    private void with() {
        cursor.expectWord("with");
        grammar.scopes.open();
        boolean recursive = cursor.acceptWord("recursive");
        if (recursive) {
            declareAhead();
        }
        do {
            String name = cursor.name();
            if (cursor.isSelf('(')) {
                cursor.nameList();
            }
            cursor.expectWord("as");
            cursor.acceptWord("not");
            cursor.acceptWord("materialized");
            cursor.expectSelf('(');
            if (cursor.isSelf('(')) {
                query();
            } else {
                preparable();
            }
            cursor.expectSelf(')');
            search();
            cycle();
            grammar.scopes.declare(name);
        } while (cursor.acceptSelf(','));
    }

    /** WITH RECURSIVE: every query sees every other of the list, those that follow included. */
    private void declareAhead() {
        int start = cursor.at();
        do {
            grammar.scopes.declare(cursor.name());
            if (cursor.isSelf('(')) {
                skipParenthesised();
            }
            cursor.expectWord("as");
            cursor.acceptWord("not");
            cursor.acceptWord("materialized");
            skipParenthesised();
            search();
            cycle();
        } while (cursor.acceptSelf(','));
        cursor.moveTo(start);
    }

    private void skipParenthesised() {
        int open = 0;
        do {
            if (cursor.isSelf('(')) {
                open++;
            } else if (cursor.isSelf(')')) {
                open--;
            }
            cursor.advance();
        } while (open > 0);
    }

    private void search() {
        if (cursor.acceptWord("search")) {
            cursor.expectOneOf("breadth", "depth");
            cursor.expectWord("first");
            cursor.expectWord("by");
            names();
            cursor.expectWord("set");
            cursor.name();
        }
    }

    private void cycle() {
        if (cursor.acceptWord("cycle")) {
            names();
            cursor.expectWord("set");
            cursor.name();
            if (cursor.acceptWord("to")) {
                value();
                cursor.expectWord("default");
                value();
            }
            cursor.expectWord("using");
            cursor.name();
        }
    }

    private void names() {
        do {
            cursor.name();
        } while (cursor.acceptSelf(','));
    }

    private void value() {
        if (!cursor.isConstant() && !cursor.isWord("true") && !cursor.isWord("false")) {
            throw cursor.unexpected();
        }
        cursor.advance();
    }

    /** Set operations and what follows them, behind a first operand. */
    void continued() {
        while (cursor.isWord("union") || cursor.isWord("intersect") || cursor.isWord("except")) {
            cursor.advance();
            if (!cursor.acceptWord("all")) {
                cursor.acceptWord("distinct");
            }
            operand();
        }
        if (cursor.isWord("order")) {
            grammar.calls.orderBy();
        }
        boolean more = true;
        while (more) {
            more = limit() || locking();
        }
    }

    private boolean limit() {
        if (cursor.acceptWord("limit")) {
            if (!cursor.acceptWord("all")) {
                grammar.slots.free(constantOnly(grammar.expressions.expression()));
            }
            return true;
        }
        if (cursor.acceptWord("offset")) {
            grammar.slots.free(constantOnly(grammar.expressions.expression()));
            if (!cursor.acceptWord("row")) {
                cursor.acceptWord("rows");
            }
            return true;
        }
        if (cursor.acceptWord("fetch")) {
            cursor.expectOneOf("first", "next");
            if (!cursor.isWord("row") && !cursor.isWord("rows")) {
                if (!cursor.acceptKind(TokenKind.INTEGER) && !cursor.acceptKind(TokenKind.PARAMETER)) {
                    grammar.primaries.parenthesised();
                }
            }
            cursor.expectOneOf("row", "rows");
            if (cursor.acceptWord("with")) {
                cursor.expectWord("ties");
            } else {
                cursor.expectWord("only");
            }
            return true;
        }
        return false;
    }

    private static Operand constantOnly(Operand operand) {
        return operand.is(Operand.Kind.CONSTANT) ? operand : Operand.OTHER;
    }

    private boolean locking() {
        if (!cursor.acceptWord("for")) {
            return false;
        }
        switch (cursor.expectOneOf("update", "share", "no", "key", "read")) {
            case "no" -> {
                cursor.expectWord("key");
                cursor.expectWord("update");
            }
            case "key" -> cursor.expectWord("share");
            case "read" -> {
                cursor.expectWord("only");
                return true;
            }
            default -> {}
        }
        grammar.facts().locking();
        if (cursor.acceptWord("of")) {
            do {
                grammar.relations.parts();
            } while (cursor.acceptSelf(','));
        }
        if (!cursor.acceptWord("nowait") && cursor.acceptWord("skip")) {
            cursor.expectWord("locked");
        }
        return true;
    }

    private void operand() {
        if (cursor.isSelf('(')) {
            cursor.descend();
            cursor.advance();
            query();
            cursor.expectSelf(')');
            cursor.ascend();
            return;
        }
        switch (cursor.word()) {
            case "select" -> select();
            case "values" -> values();
            case "table" -> tableCommand();
            default -> throw cursor.unexpected();
        }
    }

    private void tableCommand() {
        int from = cursor.at();
        cursor.expectWord("table");
        RelationNames.Reference reference = grammar.relations.reference();
        grammar.facts().name(new NameUse(List.of(), NameUse.Form.STAR));
        grammar.relations
                .readable(reference)
                .ifPresent(relation -> grammar.facts()
                        .read(new RelationUse(
                                relation,
                                from,
                                reference.to(),
                                relation.name().name(),
                                RelationUse.Form.TABLE_COMMAND,
                                reference.only(),
                                RelationUse.Adornment.NONE)));
    }

    private void values() {
        cursor.expectWord("values");
        do {
            cursor.expectSelf('(');
            do {
                if (!cursor.acceptWord("default")) {
                    grammar.slots.free(constantOnly(grammar.expressions.expression()));
                }
            } while (cursor.acceptSelf(','));
            cursor.expectSelf(')');
        } while (cursor.acceptSelf(','));
    }

    private void select() {
        cursor.expectWord("select");
        if (cursor.acceptWord("distinct")) {
            if (cursor.acceptWord("on")) {
                cursor.expectSelf('(');
                grammar.expressions.list();
                cursor.expectSelf(')');
            }
        } else {
            cursor.acceptWord("all");
        }
        if (!endsTargets()) {
            targets();
        }
        if (cursor.isWord("into")) {
            throw cursor.refuse("SELECT INTO makes a table and is not permitted here; leave INTO out.");
        }
        if (cursor.acceptWord("from")) {
            grammar.from.list();
        }
        if (cursor.acceptWord("where")) {
            grammar.expressions.expression();
        }
        if (cursor.acceptWords("group", "by")) {
            groupBy();
        }
        if (cursor.acceptWord("having")) {
            grammar.expressions.expression();
        }
        if (cursor.acceptWord("window")) {
            do {
                cursor.name();
                cursor.expectWord("as");
                grammar.calls.window();
            } while (cursor.acceptSelf(','));
        }
    }

    private boolean endsTargets() {
        if (cursor.atEnd() || cursor.isSelf(')') || cursor.isSelf(';')) {
            return true;
        }
        return switch (cursor.word()) {
            case "from", "where", "group", "having", "window", "into" -> true;
            default -> continuesHere();
        };
    }

    /** Output columns, of SELECT and of RETURNING. */
    void targets() {
        do {
            if (cursor.acceptSelf('*')) {
                grammar.facts().name(new NameUse(List.of(), NameUse.Form.STAR));
                continue;
            }
            grammar.expressions.expression();
            if (cursor.acceptWord("as")) {
                cursor.label();
            } else if (cursor.isQuoted(0) || (!cursor.word().isEmpty() && Keywords.canLabel(cursor.word()))) {
                cursor.advance();
            }
        } while (cursor.acceptSelf(','));
    }

    private void groupBy() {
        if (!cursor.acceptWord("all")) {
            cursor.acceptWord("distinct");
        }
        groupingElements();
    }

    private void groupingElements() {
        cursor.descend();
        do {
            if (cursor.acceptWords("grouping", "sets")) {
                cursor.expectSelf('(');
                groupingElements();
                cursor.expectSelf(')');
            } else if ((cursor.isWord("rollup") || cursor.isWord("cube")) && cursor.isSelf(1, '(')) {
                cursor.advance();
                cursor.advance();
                grammar.expressions.list();
                cursor.expectSelf(')');
            } else if (cursor.isSelf('(') && cursor.isSelf(1, ')')) {
                cursor.advance();
                cursor.advance();
            } else {
                grammar.expressions.expression();
            }
        } while (cursor.acceptSelf(','));
        cursor.ascend();
    }
}
