package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.SqlParser;
import io.postern.pgsql.builtin.Builtins;
import io.postern.pgsql.tree.Statement;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.catalog.Catalog;

/** Analyses texts as PostgreSQL would, against a catalog. Thread-safe; keeps what is behind the views of the catalog used last. */
public final class PostgresAnalyser implements Analyser {

    private final SqlParser parser;
    private volatile Optional<ViewExpansion> views = Optional.empty();

    public PostgresAnalyser(SqlParser parser) {
        this.parser = parser;
    }

    @Override
    public Analysis analyse(Tokens tokens, AnalysisContext context) {
        if (context.searchPath().indexOf("pg_catalog") > 0) {
            return new Analysis.NotUnderstood("The search path puts another schema before pg_catalog.", 0);
        }
        int major = context.catalog().serverMajor();
        if (major < Builtins.OLDEST_MAJOR || major > Builtins.NEWEST_MAJOR) {
            return new Analysis.NotUnderstood("Servers of major version " + major + " are not understood.", 0);
        }
        SqlParser.Parsed parsed = parser.parse(tokens, major);
        if (parsed instanceof SqlParser.Parsed.Refused refused) {
            return new Analysis.NotUnderstood(refused.why(), refused.token());
        }
        return analyse(tokens, context, ((SqlParser.Parsed.Statements) parsed).statements());
    }

    private Analysis analyse(Tokens tokens, AnalysisContext context, List<Statement> statements) {
        FreeSlots slots = new FreeSlots();
        ViewExpansion expansion = views(context.catalog());
        List<StatementAnalysis> analyses = new ArrayList<>();
        try {
            for (Statement statement : statements) {
                Pass pass = new Pass(tokens, context, slots, expansion);
                analyses.add(new Statements(pass).any(statement));
            }
        } catch (NotAnalysable e) {
            return new Analysis.NotUnderstood(e.why(), e.token());
        }
        return new Analysis.Understood(analyses.isEmpty() ? List.of(EMPTY) : analyses, slots.slots());
    }

    private static final StatementAnalysis EMPTY = new StatementAnalysis(
            StatementKind.EMPTY,
            "EMPTY",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Lineage.NONE,
            StatementAnalysis.UserObjects.NONE,
            List.of());

    private ViewExpansion views(Catalog catalog) {
        Optional<ViewExpansion> known = views;
        if (known.isPresent() && known.get().isOf(catalog)) {
            return known.get();
        }
        ViewExpansion fresh = new ViewExpansion(parser, catalog);
        views = Optional.of(fresh);
        return fresh;
    }
}
