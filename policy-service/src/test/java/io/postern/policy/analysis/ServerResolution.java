package io.postern.policy.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.postgresql.PGResultSetMetaData;

import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;

/** What PostgreSQL itself makes of a statement: the columns of its result, and everything that it depends on. */
final class ServerResolution {

    /**
     * @param table schema and name of the stored relation whose plain column it is; empty for anything else
     * @param column of that relation
     */
    record Result(String name, String table, String column) {}

    /**
     * @param columns relation and column number; 0 for the relation alone
     * @param functions object ids of functions that are not PostgreSQL's own, those of operators included
     */
    record Dependencies(Set<ColumnOrigin> columns, Set<Long> functions, Set<Long> types) {}

    private final Connection connection;

    /** @param connection without auto-commit; what it finds out is rolled back */
    ServerResolution(Connection connection) {
        this.connection = connection;
    }

    /** Empty if the server refuses the statement. */
    Optional<List<Result>> results(String sql) throws SQLException {
        List<Result> results = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSetMetaData data = statement.getMetaData();
            for (int i = 1; data != null && i <= data.getColumnCount(); i++) {
                PGResultSetMetaData column = data.unwrap(PGResultSetMetaData.class);
                String table = column.getBaseTableName(i);
                results.add(new Result(
                        data.getColumnName(i),
                        table.isEmpty() ? "" : column.getBaseSchemaName(i) + "." + table,
                        column.getBaseColumnName(i)));
            }
            return Optional.of(results);
        } catch (SQLException e) {
            return Optional.empty();
        } finally {
            connection.rollback();
        }
    }

    /** Empty if the server does not keep such a statement, which is why it can be refused even if it runs. */
    Optional<Dependencies> dependencies(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE FUNCTION public.subject() RETURNS void LANGUAGE sql BEGIN ATOMIC " + sql + "; END");
            return Optional.of(read(statement));
        } catch (SQLException e) {
            return Optional.empty();
        } finally {
            connection.rollback();
        }
    }

    private static Dependencies read(Statement statement) throws SQLException {
        Set<ColumnOrigin> columns = new HashSet<>();
        Set<Long> functions = new HashSet<>();
        Set<Long> types = new HashSet<>();
        try (ResultSet row = statement.executeQuery("SELECT refclassid::regclass::text, refobjid::bigint, refobjsubid,"
                + " (SELECT oprcode::oid::bigint FROM pg_operator WHERE oid = refobjid),"
                + " (SELECT typrelid = 0 OR relkind = 'c' FROM pg_type t LEFT JOIN pg_class c ON c.oid = typrelid"
                + " WHERE t.oid = refobjid)"
                + " FROM pg_depend LEFT JOIN pg_class r ON refclassid = 'pg_class'::regclass AND r.oid = refobjid"
                + " WHERE coalesce(relkind, 'r') <> 'c' AND classid = 'pg_proc'::regclass AND objid = 'public.subject'::regproc"
                + " AND refobjid >= 16384 AND deptype = 'n'")) {
            while (row.next()) {
                switch (row.getString(1)) {
                    case "pg_class" -> columns.add(new ColumnOrigin(row.getLong(2), row.getInt(3)));
                    case "pg_proc" -> functions.add(row.getLong(2));
                    case "pg_operator" -> functions.add(row.getLong(4));
                    case "pg_type" -> {
                        if (row.getBoolean(5)) {
                            types.add(row.getLong(2));
                        }
                    }
                    default -> {}
                }
            }
        }
        return new Dependencies(columns, functions, types);
    }

    /** Relations and columns that an analysis names itself, views not looked through; 0 for the relation alone. */
    static Set<ColumnOrigin> named(StatementAnalysis analysis) {
        Set<ColumnOrigin> named = new HashSet<>();
        analysis.relations()
                .forEach(use -> named.add(new ColumnOrigin(use.relation().oid(), 0)));
        for (ColumnUse use : analysis.columns()) {
            Relation relation = relation(analysis, use.relation());
            if (use.column().isPresent()) {
                named.add(new ColumnOrigin(relation.oid(), use.column().get().number()));
            } else {
                relation.columns().forEach(column -> named.add(new ColumnOrigin(relation.oid(), column.number())));
            }
        }
        for (ColumnUse use : analysis.columns()) {
            if (use.subject() == ColumnUse.Subject.SYSTEM_COLUMN) {
                for (int number = -6; number < 0; number++) {
                    named.add(
                            new ColumnOrigin(relation(analysis, use.relation()).oid(), number));
                }
            }
        }
        named.addAll(analysis.lineage().writes().keySet());
        return named;
    }

    private static Relation relation(StatementAnalysis analysis, int id) {
        return analysis.relations().stream()
                .filter(use -> use.id() == id)
                .findFirst()
                .orElseThrow()
                .relation();
    }

    /** What PostgreSQL knows of a statement and an analysis does not; empty where they agree. */
    static List<String> missing(
            StatementAnalysis analysis, List<Result> results, Optional<Dependencies> dependencies, Catalog catalog) {
        List<String> missing = new ArrayList<>();
        List<OutputColumn> outputs = analysis.lineage().outputs();
        List<String> names = results.stream().map(Result::name).toList();
        if (!outputs.stream().map(OutputColumn::name).toList().equals(names)) {
            missing.add("result columns " + names + ", not "
                    + outputs.stream().map(OutputColumn::name).toList());
            return missing;
        }
        for (int i = 0; i < results.size(); i++) {
            plain(results.get(i), outputs.get(i), catalog).ifPresent(missing::add);
        }
        dependencies.ifPresent(known -> {
            Set<ColumnOrigin> columns = new HashSet<>(known.columns());
            columns.removeAll(named(analysis));
            columns.stream().map(column -> describe(column, catalog)).forEach(missing::add);
            Set<Long> functions = new TreeSet<>(known.functions());
            functions.removeAll(analysis.userObjects().functionOids());
            functions.forEach(oid -> missing.add(
                    "function " + catalog.routine(oid).map(Object::toString).orElse("?")));
            Set<Long> types = new TreeSet<>(known.types());
            types.removeAll(analysis.userObjects().typeOids());
            types.forEach(oid -> missing.add(
                    "type " + catalog.type(oid).map(Object::toString).orElse("" + oid)));
        });
        return missing;
    }

    private static Optional<String> plain(Result result, OutputColumn output, Catalog catalog) {
        boolean found = result.table().isEmpty()
                || SystemColumns.NAMES.contains(result.column())
                || output.origins().stream()
                        .anyMatch(origin -> describe(origin, catalog).equals(result.table() + "." + result.column()));
        boolean view = catalog.relation(qualified(result.table()))
                .map(relation -> relation.view().isPresent())
                .orElse(true);
        return found || view
                ? Optional.empty()
                : Optional.of("result " + result.name() + " is " + result.table() + "." + result.column());
    }

    private static QualifiedName qualified(String name) {
        int dot = name.indexOf('.');
        return new QualifiedName(name.substring(0, Math.max(dot, 0)), name.substring(dot + 1));
    }

    static String describe(ColumnOrigin origin, Catalog catalog) {
        return catalog.relation(origin.relationOid())
                .map(relation -> relation.name() + "."
                        + relation.columns().stream()
                                .filter(column -> column.number() == origin.columnNumber())
                                .findFirst()
                                .map(column -> column.name())
                                .orElse("" + origin.columnNumber()))
                .orElse("relation " + origin.relationOid());
    }
}
