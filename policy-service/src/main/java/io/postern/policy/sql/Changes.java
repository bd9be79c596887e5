package io.postern.policy.sql;

import java.util.Optional;

import io.postern.policy.catalog.Relation;

/** INSERT, UPDATE and DELETE: manual, part VI. */
final class Changes {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Changes(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Reads the change that begins here; false, with nothing consumed, where none does. */
    boolean change() {
        switch (cursor.word()) {
            case "insert" -> insert();
            case "update" -> update();
            case "delete" -> delete();
            case "merge" -> throw cursor.refuse("MERGE is not supported here; use INSERT, UPDATE or DELETE.");
            default -> {
                return false;
            }
        }
        return true;
    }

    private record Target(RelationNames.Reference reference, Relation relation, Optional<String> alias) {

        RelationUse use() {
            return new RelationUse(
                    relation,
                    reference.from(),
                    reference.to(),
                    alias.orElse(relation.name().name()),
                    alias.isPresent() ? RelationUse.Form.WITH_ALIAS : RelationUse.Form.WITHOUT_ALIAS,
                    reference.only(),
                    RelationUse.Adornment.NONE);
        }
    }

    private void insert() {
        cursor.expectWord("insert");
        cursor.expectWord("into");
        RelationNames.Reference reference = grammar.relations.reference();
        Relation relation = grammar.relations.changeable(reference);
        Optional<String> alias = cursor.acceptWord("as") ? Optional.of(cursor.name()) : Optional.empty();
        if (cursor.isSelf('(') && cursor.startsName(1) && !cursor.word(1).equals("values")) {
            columns();
        }
        if (cursor.acceptWord("overriding")) {
            cursor.expectOneOf("system", "user");
            cursor.expectWord("value");
        }
        if (cursor.acceptWord("default")) {
            cursor.expectWord("values");
        } else {
            grammar.queries.query();
        }
        int named = grammar.facts().nameCount();
        boolean conflict = cursor.isWord("on");
        boolean updates = conflict && onConflict();
        boolean star = returning();
        boolean reads = conflict || grammar.facts().nameCount() > named;
        grammar.facts()
                .operation(new Operation(
                        StatementKind.INSERT,
                        Optional.of(new Target(reference, relation, alias).use()),
                        Optional.of(new Operation.Change(Operation.Filter.SOME_ROWS, reads, star, conflict, updates))));
    }

    /** Columns that are written: not named in the facts. */
    private void columns() {
        cursor.expectSelf('(');
        do {
            cursor.name();
            writtenPart();
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
    }

    private void writtenPart() {
        while (true) {
            if (cursor.acceptSelf('.')) {
                cursor.label();
            } else if (cursor.acceptSelf('[')) {
                grammar.expressions.expression();
                if (cursor.acceptSelf(':')) {
                    grammar.expressions.expression();
                }
                cursor.expectSelf(']');
            } else {
                return;
            }
        }
    }

    private boolean onConflict() {
        cursor.expectWord("on");
        cursor.expectWord("conflict");
        if (cursor.acceptSelf('(')) {
            do {
                grammar.expressions.expression();
                if (cursor.startsName(0)) {
                    throw cursor.refuse("An operator class cannot be named in ON CONFLICT here.");
                }
            } while (cursor.acceptSelf(','));
            cursor.expectSelf(')');
            if (cursor.acceptWord("where")) {
                grammar.expressions.expression();
            }
        } else if (cursor.acceptWord("on")) {
            cursor.expectWord("constraint");
            cursor.name();
        }
        cursor.expectWord("do");
        if (cursor.acceptWord("nothing")) {
            return false;
        }
        cursor.expectWord("update");
        cursor.expectWord("set");
        assignments();
        where();
        return true;
    }

    private void update() {
        cursor.expectWord("update");
        Target target = target();
        int named = grammar.facts().nameCount();
        cursor.expectWord("set");
        assignments();
        if (cursor.acceptWord("from")) {
            grammar.from.list();
        }
        change(StatementKind.UPDATE, target, named);
    }

    private void delete() {
        cursor.expectWord("delete");
        cursor.expectWord("from");
        Target target = target();
        int named = grammar.facts().nameCount();
        if (cursor.acceptWord("using")) {
            grammar.from.list();
        }
        change(StatementKind.DELETE, target, named);
    }

    private Target target() {
        RelationNames.Reference reference = grammar.relations.reference();
        Relation relation = grammar.relations.changeable(reference);
        boolean as = cursor.acceptWord("as");
        Optional<String> alias =
                as || (cursor.startsName(0) && !cursor.isWord("set")) ? Optional.of(cursor.name()) : Optional.empty();
        return new Target(reference, relation, alias);
    }

    private void change(StatementKind kind, Target target, int named) {
        Operation.Filter filter = where();
        boolean star = returning();
        boolean reads = filter == Operation.Filter.SOME_ROWS || grammar.facts().nameCount() > named;
        grammar.facts()
                .operation(new Operation(
                        kind,
                        Optional.of(target.use()),
                        Optional.of(new Operation.Change(filter, reads, star, false, false))));
    }

    private Operation.Filter where() {
        if (!cursor.acceptWord("where")) {
            return Operation.Filter.ALL_ROWS;
        }
        if (cursor.acceptWords("current", "of")) {
            cursor.name();
            return Operation.Filter.SOME_ROWS;
        }
        int named = grammar.facts().nameCount();
        grammar.expressions.expression();
        return grammar.facts().nameCount() > named ? Operation.Filter.SOME_ROWS : Operation.Filter.ALL_ROWS;
    }

    /** Whether there is a RETURNING clause with a star. */
    private boolean returning() {
        if (!cursor.acceptWord("returning")) {
            return false;
        }
        int named = grammar.facts().nameCount();
        grammar.queries.targets();
        return grammar.facts().hasStarSince(named);
    }

    private void assignments() {
        do {
            if (cursor.isSelf('(')) {
                columns();
            } else {
                cursor.name();
                writtenPart();
            }
            cursor.expectSelf('=');
            source();
        } while (cursor.acceptSelf(','));
    }

    private void source() {
        if (cursor.acceptWord("default")) {
            return;
        }
        if (isRowWithDefaults()) {
            rowWithDefaults();
            return;
        }
        grammar.slots.free(grammar.expressions.expression());
    }

    /** {@code (DEFAULT, 1)}: only a source row may hold DEFAULT. */
    private boolean isRowWithDefaults() {
        int open = cursor.isWord("row") ? 1 : 0;
        if (!cursor.isSelf(open, '(')) {
            return false;
        }
        return cursor.word(open + 1).equals("default");
    }

    private void rowWithDefaults() {
        cursor.acceptWord("row");
        cursor.expectSelf('(');
        do {
            if (!cursor.acceptWord("default")) {
                grammar.slots.free(grammar.expressions.expression());
            }
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
    }
}
