package io.postern.policy.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.postern.pgsql.SqlParser;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Statement;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.View;

/** What is behind the views of one catalog; each is analysed once. Thread-safe. */
final class ViewExpansion {

    private static final int MAX_DEFINITION_CHARACTERS = 1_000_000;

    /** References to relations behind one view, views within views multiplied out. */
    static final int MAX_WEIGHT = 2_000;

    private static final List<String> SEARCH_PATH = List.of("pg_catalog");

    private final SqlParser parser;
    private final Catalog catalog;
    private final Map<Long, Outcome> known = new ConcurrentHashMap<>();

    /**
     * @param outputs one for each column of the view, in order
     * @param weight how many references to relations are behind it, views within views multiplied out
     */
    record Behind(ExpandedView view, List<OutputColumn> outputs, int weight) {

        Set<ColumnOrigin> origins(int column) {
            return outputs.get(column).origins();
        }
    }

    private record Outcome(Optional<Behind> behind, String why) {

        static Outcome opaque(String why) {
            return new Outcome(Optional.empty(), why);
        }
    }

    ViewExpansion(SqlParser parser, Catalog catalog) {
        this.parser = parser;
        this.catalog = catalog;
    }

    boolean isOf(Catalog other) {
        return catalog == other;
    }

    /**
     * Empty for what is no view.
     *
     * @throws NotAnalysable if it is one that cannot be looked through
     */
    Optional<Behind> behind(Relation relation, Pass outer, int token) {
        if (relation.view().isEmpty()) {
            return Optional.empty();
        }
        Outcome outcome = known.get(relation.oid());
        if (outcome == null) {
            outcome = expand(relation, relation.view().get(), outer);
            if (outcome.behind().isPresent()) {
                known.put(relation.oid(), outcome);
            }
        }
        if (outcome.behind().isEmpty()) {
            throw new NotAnalysable(
                    "Relation " + relation.name() + " is a view, and what is behind it is not understood: "
                            + outcome.why(),
                    token);
        }
        return outcome.behind();
    }

    private Outcome expand(Relation relation, View view, Pass outer) {
        if (view.definition().length() > MAX_DEFINITION_CHARACTERS) {
            return Outcome.opaque("its definition is too long.");
        }
        try {
            Tokens tokens = SqlLexer.lex(SqlText.of(view.definition()), LexerLimits.DEFAULT);
            SqlParser.Parsed parsed = parser.parse(tokens, catalog.serverMajor());
            if (parsed instanceof SqlParser.Parsed.Refused refused) {
                return Outcome.opaque(refused.why());
            }
            List<Statement> statements = ((SqlParser.Parsed.Statements) parsed).statements();
            if (statements.size() != 1 || !(statements.get(0) instanceof Query query)) {
                return Outcome.opaque("its definition is not one query.");
            }
            Pass pass = outer.within(tokens, new AnalysisContext(catalog, SEARCH_PATH));
            StatementAnalysis analysis = new Statements(pass).query(query);
            List<OutputColumn> outputs = analysis.lineage().outputs();
            if (outputs.size() != relation.columns().size()) {
                return Outcome.opaque("its definition gives another number of columns.");
            }
            return new Outcome(
                    Optional.of(new Behind(new ExpandedView(tokens, analysis), outputs, pass.work.weight())), "");
        } catch (LexicalError e) {
            return Outcome.opaque("its definition is no sequence of tokens.");
        } catch (NotAnalysable e) {
            return Outcome.opaque(e.why());
        }
    }
}
