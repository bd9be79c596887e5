package io.postern.policy.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.postern.policy.catalog.Relation;

/** The FROM clause: manual, section 7.2.1. */
final class FromItems {

    /** Columns of listed functions that have output parameters. */
    private static final Set<String> RESULT_COLUMNS = Set.of("key", "value", "x", "n", "ordinality", "relid");

    /** What stands in a pair of parentheses. */
    private enum Item {
        QUERY,
        TABLES
    }

    private final Grammar grammar;
    private final TokenCursor cursor;
    private final Map<String, Set<String>> functionColumns = new HashMap<>();

    FromItems(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    void beginStatement() {
        functionColumns.clear();
    }

    /**
     * PostgreSQL reads {@code f.g} as {@code g(f)} where f is a function in FROM and has no column g, so columns of functions in
     * FROM have to be known.
     */
    void checkFunctionColumns(List<NameUse> names) {
        if (functionColumns.isEmpty()) {
            return;
        }
        for (NameUse use : names) {
            int count = use.parts().size();
            if (use.form() != NameUse.Form.COLUMN || count < 2) {
                continue;
            }
            Set<String> columns = functionColumns.get(use.parts().get(count - 2));
            if (columns != null && !columns.contains(use.last()) && !RESULT_COLUMNS.contains(use.last())) {
                throw cursor.refuse("Column " + String.join(".", use.parts())
                        + " of a function in FROM is not known; name the function's columns behind its alias.");
            }
        }
    }

    /** {@code item {, item}}. */
    void list() {
        do {
            primary();
            joins();
        } while (cursor.acceptSelf(','));
    }

    /** Joins onto what was read, as far as they reach. */
    private void joins() {
        cursor.descend();
        while (true) {
            if (cursor.acceptWord("cross")) {
                cursor.expectWord("join");
                primary();
            } else if (cursor.acceptWord("natural")) {
                grammar.facts().natural();
                joinType();
                cursor.expectWord("join");
                primary();
            } else if (startsJoin()) {
                joinType();
                cursor.expectWord("join");
                primary();
                joins();
                qualification();
            } else {
                break;
            }
        }
        cursor.ascend();
    }

    private boolean startsJoin() {
        return switch (cursor.word()) {
            case "join", "inner", "left", "right", "full" -> true;
            default -> false;
        };
    }

    private void joinType() {
        if (cursor.acceptWord("inner")) {
            return;
        }
        if (cursor.acceptWord("left") || cursor.acceptWord("right") || cursor.acceptWord("full")) {
            cursor.acceptWord("outer");
        }
    }

    private void qualification() {
        if (cursor.acceptWord("on")) {
            grammar.expressions.expression();
            return;
        }
        cursor.expectWord("using");
        cursor.expectSelf('(');
        do {
            grammar.facts().name(new NameUse(List.of(cursor.name()), NameUse.Form.COLUMN));
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
        if (cursor.acceptWord("as")) {
            cursor.name();
        }
    }

    private void primary() {
        cursor.acceptWord("lateral");
        if (cursor.isSelf('(')) {
            parenthesised();
            alias();
        } else if (cursor.isWord("rows") && cursor.word(1).equals("from") && cursor.isSelf(2, '(')) {
            rowsFrom();
        } else {
            named();
        }
    }

    private Item parenthesised() {
        cursor.descend();
        cursor.expectSelf('(');
        Item result = Item.TABLES;
        if (grammar.queries.startsHere()) {
            grammar.queries.query();
            result = Item.QUERY;
        } else if (cursor.isSelf('(')) {
            result = afterInner(parenthesised());
        } else {
            primary();
            joins();
        }
        cursor.expectSelf(')');
        cursor.ascend();
        return result;
    }

    private Item afterInner(Item inner) {
        if (inner == Item.QUERY) {
            if (grammar.queries.continuesHere()) {
                grammar.queries.continued();
                return Item.QUERY;
            }
            if (cursor.isSelf(')')) {
                return Item.QUERY;
            }
        }
        alias();
        joins();
        return Item.TABLES;
    }

    private record Alias(Optional<String> name, boolean columns) {}

    private Alias alias() {
        boolean as = cursor.acceptWord("as");
        if (!as && !cursor.startsName(0)) {
            return new Alias(Optional.empty(), false);
        }
        String name = cursor.name();
        boolean columns = cursor.isSelf('(');
        if (columns) {
            cursor.nameList();
        }
        return new Alias(Optional.of(name), columns);
    }

    private void named() {
        RelationNames.Reference reference = grammar.relations.reference();
        if (cursor.isSelf('(') && !reference.only()) {
            grammar.calls.plain(reference.parts(), reference.from());
            functionAlias(reference.parts().get(reference.parts().size() - 1));
            return;
        }
        Optional<Relation> relation = grammar.relations.readable(reference);
        Alias alias = alias();
        boolean sampled = tableSample();
        relation.ifPresent(known -> grammar.facts()
                .read(new RelationUse(
                        known,
                        reference.from(),
                        reference.to(),
                        alias.name().orElse(known.name().name()),
                        alias.name().isPresent() ? RelationUse.Form.WITH_ALIAS : RelationUse.Form.WITHOUT_ALIAS,
                        reference.only(),
                        adornment(sampled, alias.columns()))));
    }

    private static RelationUse.Adornment adornment(boolean sampled, boolean columnAliases) {
        if (sampled) {
            return RelationUse.Adornment.TABLESAMPLE;
        }
        return columnAliases ? RelationUse.Adornment.COLUMN_ALIASES : RelationUse.Adornment.NONE;
    }

    private boolean tableSample() {
        if (!cursor.acceptWord("tablesample")) {
            return false;
        }
        cursor.expectOneOf("bernoulli", "system");
        cursor.expectSelf('(');
        grammar.expressions.expression();
        cursor.expectSelf(')');
        if (cursor.acceptWord("repeatable")) {
            cursor.expectSelf('(');
            grammar.expressions.expression();
            cursor.expectSelf(')');
        }
        return true;
    }

    private void rowsFrom() {
        cursor.advance();
        cursor.advance();
        cursor.expectSelf('(');
        String first = "";
        do {
            int from = cursor.at();
            List<String> function = grammar.relations.parts();
            first = first.isEmpty() ? function.get(function.size() - 1) : first;
            grammar.calls.plain(function, from);
            if (cursor.acceptWord("as")) {
                columnDefinitions(new HashSet<>());
            }
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
        functionAlias(first);
    }

    /** {@code [WITH ORDINALITY] [AS] alias [(column [type], …)]}, {@code AS (column type, …)}. */
    private void functionAlias(String function) {
        cursor.acceptWords("with", "ordinality");
        Set<String> columns = new HashSet<>();
        String name = function;
        boolean as = cursor.acceptWord("as");
        if (as && cursor.isSelf('(')) {
            columnDefinitions(columns);
        } else if (as || cursor.startsName(0)) {
            name = cursor.name();
            if (cursor.isSelf('(')) {
                columnDefinitions(columns);
            }
        }
        if (columns.isEmpty()) {
            columns.add(name);
        }
        functionColumns.merge(name, columns, FromItems::common);
    }

    private static Set<String> common(Set<String> some, Set<String> others) {
        Set<String> common = new HashSet<>(some);
        common.retainAll(others);
        return common;
    }

    private void columnDefinitions(Set<String> columns) {
        cursor.expectSelf('(');
        do {
            columns.add(cursor.name());
            if (!cursor.isSelf(',') && !cursor.isSelf(')')) {
                grammar.types.type();
            }
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
    }
}
