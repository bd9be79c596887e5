package io.postern.policy.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.catalog.Catalog;

/**
 * Reads PostgreSQL's grammar by hand-written recursive descent over tokens: the subset that ordinary clients write, majors 15 to 18.
 * Work is linear in the number of tokens and descent is counted, so no text exhausts the stack. Stateless and thread-safe.
 */
public final class SqlReader implements StatementReader {

    /** First words of statements, besides definitions, that are recognised only to be refused by name. */
    private static final Set<String> REFUSED = Keywords.words("""
            copy merge prepare execute do call lock listen unlisten notify load checkpoint vacuum analyze analyse""");

    /** Second words that belong to the name of a statement. */
    private static final Set<String> NAMING = Keywords.words("""
            access aggregate cast collation conversion database default domain event extension foreign function group index
            label language large materialized operator owned policy procedure publication role routine rule schema sequence
            server statistics subscription system table tablespace temp temporary text transform trigger type unique
            unlogged user view""");

    @Override
    public Reading read(Tokens tokens, ReadingContext context) {
        if (context.searchPath().indexOf("pg_catalog") > 0) {
            return new Reading.NotUnderstood("The search path puts another schema before pg_catalog.", 0);
        }
        Grammar grammar = new Grammar(new TokenCursor(tokens), context);
        try {
            List<StatementFacts> statements = new Statements(grammar).all();
            return new Reading.Understood(statements, grammar.slots.slots());
        } catch (NotReadable e) {
            return new Reading.NotUnderstood(e.why(), e.token());
        }
    }

    /** The statements of one text. */
    private static final class Statements {

        private final Grammar grammar;
        private final TokenCursor cursor;
        private final Utilities utilities;

        Statements(Grammar grammar) {
            this.grammar = grammar;
            this.cursor = grammar.cursor;
            this.utilities = new Utilities(grammar);
        }

        List<StatementFacts> all() {
            List<StatementFacts> statements = new ArrayList<>();
            while (!cursor.atEnd()) {
                if (cursor.acceptSelf(';')) {
                    continue;
                }
                StatementFacts facts = statement();
                statements.add(facts);
                if (facts.refusal().isPresent()) {
                    return statements;
                }
                if (!cursor.atEnd()) {
                    cursor.expectSelf(';');
                }
            }
            return statements.isEmpty() ? List.of(StatementFacts.plain(StatementKind.EMPTY, "EMPTY")) : statements;
        }

        private StatementFacts statement() {
            Optional<StatementFacts> recognised = recognised();
            if (recognised.isPresent()) {
                return recognised.get();
            }
            Optional<StatementFacts> utility = utilities.read();
            if (utility.isPresent()) {
                return utility.get();
            }
            grammar.beginStatement();
            grammar.from.beginStatement();
            return switch (cursor.word()) {
                case "explain" -> explain();
                case "declare" -> declare();
                default -> rows(Optional.empty(), "");
            };
        }

        private Optional<StatementFacts> recognised() {
            String first = cursor.word();
            String name = name();
            if (isDefinition(first)) {
                return Optional.of(StatementFacts.recognised(
                        StatementKind.DDL, name, name + " is not permitted here; definitions are changed elsewhere."));
            }
            if (!REFUSED.contains(first)) {
                return Optional.empty();
            }
            if (name.equals("PREPARE TRANSACTION")) {
                return Optional.of(Utilities.twoPhase(name));
            }
            return Optional.of(
                    StatementFacts.recognised(FirstWords.kindOf(first), name, name + " is not passed by this gate."));
        }

        private static boolean isDefinition(String first) {
            return FirstWords.kindOf(first) == StatementKind.DDL;
        }

        /** Such as DROP TABLE; at most two words. */
        private String name() {
            String first = cursor.word().toUpperCase(Locale.ROOT);
            String second = cursor.word(1);
            if (first.equals("PREPARE") && second.equals("transaction")) {
                return "PREPARE TRANSACTION";
            }
            return NAMING.contains(second) && isDefinition(cursor.word())
                    ? first + " " + second.toUpperCase(Locale.ROOT)
                    : first;
        }

        /** A query or a change; within another statement where {@code outer} is set. */
        private StatementFacts rows(Optional<StatementKind> outer, String name) {
            boolean rows = cursor.isSelf('(') || grammar.queries.startsHere();
            if (!rows && !isChange()) {
                throw cursor.atEnd() || cursor.word().isEmpty()
                        ? cursor.unexpected()
                        : cursor.refuse("Statements that begin with \"" + cursor.word() + "\" are not understood.");
            }
            String verb = cursor.isSelf('(') ? "SELECT" : cursor.word().toUpperCase(Locale.ROOT);
            grammar.queries.preparable();
            FactsCollector facts = grammar.facts();
            StatementKind kind = mostSignificant(facts.operations());
            String shown = verb.equals("WITH") ? kind.name() : verb;
            StatementFacts read =
                    facts.finish(outer.orElse(kind), outer.isPresent() ? (name + " " + shown).trim() : shown);
            grammar.from.checkFunctionColumns(read.names());
            checkUserFunctionNotation(read);
            return read;
        }

        private boolean isChange() {
            return cursor.isWord("insert") || cursor.isWord("update") || cursor.isWord("delete");
        }

        /** PostgreSQL reads {@code t.f} as {@code f(t)} where the table t has no column f. */
        private void checkUserFunctionNotation(StatementFacts facts) {
            Catalog catalog = grammar.context.catalog();
            for (NameUse use : facts.names()) {
                if (use.form() == NameUse.Form.COLUMN && use.parts().size() > 1 && catalog.hasFunction(use.last())) {
                    throw cursor.refuse("\"" + use.last()
                            + "\" is also the name of a function, so it cannot be used behind a table's name.");
                }
            }
        }

        private static StatementKind mostSignificant(List<Operation> operations) {
            StatementKind kind = StatementKind.SELECT;
            for (Operation operation : operations) {
                if (rank(operation.kind()) > rank(kind)) {
                    kind = operation.kind();
                }
            }
            return kind;
        }

        private static int rank(StatementKind kind) {
            return switch (kind) {
                case DELETE -> 3;
                case UPDATE -> 2;
                case INSERT -> 1;
                case SELECT, MERGE, TRANSACTION, SET, SHOW, EXPLAIN, COPY, CURSOR, PREPARED, DDL, OTHER, EMPTY -> 0;
            };
        }

        private StatementFacts explain() {
            cursor.expectWord("explain");
            if (cursor.isSelf('(') && !startsQueryBehind()) {
                explainOptions();
            } else {
                if (!cursor.acceptWord("analyze")) {
                    cursor.acceptWord("analyse");
                }
                cursor.acceptWord("verbose");
            }
            return rows(Optional.of(StatementKind.EXPLAIN), "EXPLAIN");
        }

        private boolean startsQueryBehind() {
            int ahead = 0;
            while (cursor.isSelf(ahead, '(')) {
                ahead++;
            }
            return switch (cursor.word(ahead)) {
                case "select", "values", "table", "with" -> true;
                default -> false;
            };
        }

        private static final Set<String> EXPLAIN_OPTIONS = Keywords.words(
                "analyze analyse verbose costs buffers wal timing summary format generic_plan memory serialize");

        private void explainOptions() {
            cursor.expectSelf('(');
            do {
                if (!EXPLAIN_OPTIONS.contains(cursor.word())) {
                    throw cursor.unexpected();
                }
                cursor.advance();
                if (!cursor.isSelf(',') && !cursor.isSelf(')')) {
                    if (cursor.isKind(TokenKind.INTEGER) || cursor.isStringConstant(0)) {
                        cursor.advance();
                    } else if (!cursor.acceptWord("on") && !cursor.acceptWord("true") && !cursor.acceptWord("false")) {
                        cursor.name();
                    }
                }
            } while (cursor.acceptSelf(','));
            cursor.expectSelf(')');
        }

        private StatementFacts declare() {
            cursor.expectWord("declare");
            cursor.name();
            boolean more = true;
            while (more) {
                more = cursor.acceptWord("binary")
                        || cursor.acceptWord("insensitive")
                        || cursor.acceptWord("asensitive")
                        || cursor.acceptWord("scroll")
                        || cursor.acceptWords("no", "scroll");
            }
            cursor.expectWord("cursor");
            if (cursor.acceptWord("with") || cursor.acceptWord("without")) {
                cursor.expectWord("hold");
            }
            cursor.expectWord("for");
            if (!cursor.isSelf('(') && !grammar.queries.startsHere()) {
                throw cursor.unexpected();
            }
            return rows(Optional.of(StatementKind.CURSOR), "DECLARE CURSOR FOR");
        }
    }
}
