package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.Statement;
import io.postern.pgsql.tree.TypeName;
import io.postern.pgsql.tree.Utility;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RoutineKind;

/** Statements around queries and changes, and those that are about something else. */
final class Utilities {

    private static final Set<String> EXPLAIN_OPTIONS = Set.of(
            "analyze",
            "analyse",
            "verbose",
            "costs",
            "settings",
            "buffers",
            "wal",
            "timing",
            "summary",
            "format",
            "generic_plan",
            "memory",
            "serialize");

    private final Pass pass;
    private final Statements statements;
    private final SessionStatements session;

    Utilities(Pass pass, Statements statements) {
        this.pass = pass;
        this.statements = statements;
        this.session = new SessionStatements(pass);
    }

    StatementAnalysis any(Utility utility) {
        if (utility instanceof Utility.Explain explain) {
            return explain(explain);
        }
        if (utility instanceof Utility.Prepare prepare) {
            return prepare(prepare);
        }
        if (utility instanceof Utility.Execute execute) {
            return execute(execute);
        }
        if (utility instanceof Utility.DeclareCursor cursor) {
            return statements.rows(cursor.query(), cursor, Optional.of(StatementKind.CURSOR), "DECLARE CURSOR FOR");
        }
        if (utility instanceof Utility.Copy copy) {
            return new CopyStatements(pass, statements).copy(copy);
        }
        if (utility instanceof Utility.CreateTableAs create) {
            return createTableAs(create);
        }
        if (utility instanceof Utility.Call call) {
            return call(call);
        }
        if (utility instanceof Utility.OnTables on) {
            return onTables(on);
        }
        return definition(utility).orElseGet(() -> session.any(utility));
    }

    private static Optional<StatementAnalysis> definition(Utility utility) {
        if (utility instanceof Utility.CreateView) {
            return Optional.of(definition("CREATE VIEW", utility));
        }
        if (utility instanceof Utility.DoBlock) {
            return Optional.of(recognised(StatementKind.OTHER, "DO", "DO is not passed by this gate.", utility));
        }
        if (utility instanceof Utility.Recognised recognised) {
            String name = recognised.name();
            StatementKind kind = switch (recognised.sort()) {
                case DEFINITION -> StatementKind.DDL;
                case MAINTENANCE -> FirstWords.kindOf(firstWord(name));
                case NOTIFICATION, ADMINISTRATION -> StatementKind.OTHER;
            };
            return Optional.of(
                    kind == StatementKind.DDL
                            ? definition(name, utility)
                            : recognised(kind, name, name + " is not passed by this gate.", utility));
        }
        return Optional.empty();
    }

    private static String firstWord(String name) {
        int end = name.indexOf(' ');
        return (end < 0 ? name : name.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    private static StatementAnalysis definition(String name, Statement statement) {
        return recognised(
                StatementKind.DDL,
                name,
                name + " is not permitted here; definitions are changed elsewhere.",
                statement);
    }

    /** A statement that is refused by name. */
    static StatementAnalysis recognised(StatementKind kind, String name, String refusal, Statement statement) {
        return plain(kind, name, Optional.of(refusal), statement);
    }

    static StatementAnalysis plain(StatementKind kind, String name, Optional<String> refusal, Statement statement) {
        return new StatementAnalysis(
                kind,
                name,
                refusal,
                Optional.of(statement),
                List.of(),
                List.of(),
                List.of(),
                Lineage.NONE,
                StatementAnalysis.UserObjects.NONE,
                List.of());
    }

    private StatementAnalysis explain(Utility.Explain explain) {
        for (Utility.Option option : explain.options()) {
            if (!EXPLAIN_OPTIONS.contains(option.name())) {
                throw new NotAnalysable(
                        "Option " + option.name() + " of EXPLAIN is not known.",
                        option.span().from());
            }
        }
        Statement inner = explain.statement();
        if (inner instanceof RowStatement rows) {
            return statements.rows(rows, explain, Optional.of(StatementKind.EXPLAIN), "EXPLAIN");
        }
        StatementAnalysis analysis = statements.any(inner);
        if (analysis.refusal().isEmpty() && !(inner instanceof Utility.DeclareCursor)) {
            return recognised(
                    StatementKind.EXPLAIN,
                    "EXPLAIN " + analysis.name(),
                    "EXPLAIN of " + analysis.name() + " is not passed by this gate.",
                    explain);
        }
        return new StatementAnalysis(
                StatementKind.EXPLAIN,
                "EXPLAIN " + analysis.name(),
                analysis.refusal(),
                Optional.of(explain),
                analysis.operations(),
                analysis.relations(),
                analysis.columns(),
                analysis.lineage(),
                analysis.userObjects(),
                analysis.parts());
    }

    private StatementAnalysis prepare(Utility.Prepare prepare) {
        List<String> types = new ArrayList<>();
        for (TypeName type : prepare.types()) {
            pass.objects.type(type);
            types.add(spelled(type));
        }
        List<RangeColumn> outputs = statements.outputs(prepare.statement());
        pass.work.part(new AnalysablePart(prepare.statement(), types));
        return statements.finished(
                prepare.statement(), prepare, Optional.of(StatementKind.PREPARED), "PREPARE", outputs);
    }

    private String spelled(TypeName type) {
        StringBuilder spelled = new StringBuilder();
        for (int token = type.span().from(); token < type.span().to(); token++) {
            spelled.append(spelled.isEmpty() ? "" : " ").append(pass.tokens.text(token));
        }
        return spelled.toString();
    }

    private StatementAnalysis execute(Utility.Execute execute) {
        Scope nothing = new Scope(Optional.empty());
        pass.slots.startPinning();
        execute.arguments().forEach(argument -> pass.expressions.value(argument, nothing));
        pass.slots.stopPinning();
        return statements.analysis(StatementKind.PREPARED, "EXECUTE", execute, List.of());
    }

    private StatementAnalysis createTableAs(Utility.CreateTableAs create) {
        String name = create.materializedView() ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
        if (create.materializedView()) {
            return definition(name, create);
        }
        if (!(create.statement() instanceof RowStatement rows)) {
            return recognised(
                    StatementKind.DDL,
                    name,
                    "CREATE TABLE AS EXECUTE is not passed by this gate; write the query itself.",
                    create);
        }
        requireNewTable(create.into());
        List<RangeColumn> outputs = statements.outputs(rows);
        pass.work.part(new AnalysablePart(rows, List.of()));
        return statements.analysis(StatementKind.DDL, name, create, outputs);
    }

    /** A table that a statement makes has to come into a schema that is known, where the next statement finds it. */
    void requireNewTable(Query.Into into) {
        ObjectName name = into.name();
        List<String> parts = Objects.texts(name);
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : "";
        if (into.temporary() || schema.startsWith("pg_temp")) {
            throw new NotAnalysable(
                    "Temporary tables are not known to this gate, so none can be made.",
                    name.span().from());
        }
        boolean systemSchema = Relations.isSystemSchema(schema)
                || pass.context.searchPath().stream().allMatch(Relations::isSystemSchema);
        if (parts.size() > 2 || (systemSchema && (parts.size() == 1 || Relations.isSystemSchema(schema)))) {
            throw Relations.refused(name, "cannot be made there");
        }
    }

    private StatementAnalysis call(Utility.Call call) {
        Expression.FunctionCall procedure = call.call();
        List<String> name = Objects.texts(procedure.name());
        int count = procedure.arguments().size();
        Objects.Callee callee =
                pass.objects.function(name, count, procedure.span().from());
        boolean known = !callee.builtIn()
                && callee.routines().stream().allMatch(routine -> routine.kind() == RoutineKind.PROCEDURE);
        if (!known) {
            return recognised(StatementKind.OTHER, "CALL", "CALL is not passed by this gate.", call);
        }
        Scope nothing = new Scope(Optional.empty());
        pass.slots.startPinning();
        procedure.arguments().forEach(argument -> pass.expressions.value(argument.value(), nothing));
        pass.slots.stopPinning();
        return statements.analysis(StatementKind.OTHER, "CALL", call, List.of());
    }

    private StatementAnalysis onTables(Utility.OnTables on) {
        boolean truncate = on.name().equals("TRUNCATE");
        for (FromItem.Table table : on.tables()) {
            Target target = Target.bare(table.name(), table.reference(), pass);
            Relation relation = target.relation();
            if (table.only()) {
                target.use().add(RelationUse.Trait.ONLY);
            }
            if (truncate && relation.view().isPresent()) {
                throw Relations.refused(table.name(), "is not a table");
            }
        }
        StatementKind kind = truncate ? StatementKind.DDL : StatementKind.OTHER;
        StatementAnalysis analysis = statements.analysis(kind, on.name(), on, List.of());
        String why = truncate
                ? on.name() + " is not permitted here; definitions are changed elsewhere."
                : on.name() + " is not passed by this gate.";
        return new StatementAnalysis(
                kind,
                on.name(),
                Optional.of(why),
                Optional.of(on),
                List.of(),
                analysis.relations(),
                List.of(),
                Lineage.NONE,
                analysis.userObjects(),
                List.of());
    }
}
