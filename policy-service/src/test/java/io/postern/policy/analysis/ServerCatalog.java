package io.postern.policy.analysis;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.postern.policy.catalog.Cast;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Contents;
import io.postern.policy.catalog.DataType;
import io.postern.policy.catalog.DataTypeKind;
import io.postern.policy.catalog.Operator;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;
import io.postern.policy.catalog.Routine;
import io.postern.policy.catalog.RoutineKind;
import io.postern.policy.catalog.View;

/** The catalog of a real server, as far as the analysis needs it. */
final class ServerCatalog {

    private static final String USER_SCHEMA = " n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";

    private final Statement statement;

    private ServerCatalog(Statement statement) {
        this.statement = statement;
    }

    static Catalog of(Connection connection, int major) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = ''");
            ServerCatalog reader = new ServerCatalog(statement);
            Contents contents = new Contents(
                    reader.relations(), reader.routines(), reader.operators(), reader.types(), List.<Cast>of());
            statement.execute("RESET search_path");
            return new Catalog("of a server", major, contents);
        }
    }

    private List<Relation> relations() throws SQLException {
        Map<Long, List<Column>> columns = new HashMap<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT attrelid::bigint, attnum, attname, atttypid::bigint,"
                        + " format_type(atttypid, atttypmod) FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped ORDER BY 1, 2")) {
            while (row.next()) {
                columns.computeIfAbsent(row.getLong(1), unused -> new ArrayList<>())
                        .add(new Column(row.getInt(2), row.getString(3), row.getLong(4), row.getString(5)));
            }
        }
        List<Relation> relations = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT c.oid::bigint, n.nspname, relname, relkind::text,"
                + " CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,"
                + " ARRAY(SELECT inhparent::bigint FROM pg_inherits WHERE inhrelid = c.oid)"
                + " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                + " WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND" + USER_SCHEMA)) {
            while (row.next()) {
                long oid = row.getLong(1);
                Relation relation = new Relation(
                        oid,
                        new QualifiedName(row.getString(2), row.getString(3)),
                        kind(row.getString(4)),
                        columns.getOrDefault(oid, List.of()),
                        longs(row.getArray(6)));
                String definition = row.getString(5);
                relations.add(definition == null ? relation : relation.with(new View(definition, false, false)));
            }
        }
        return relations;
    }

    private static RelationKind kind(String letter) {
        return switch (letter) {
            case "r" -> RelationKind.TABLE;
            case "p" -> RelationKind.PARTITIONED_TABLE;
            case "v" -> RelationKind.VIEW;
            case "m" -> RelationKind.MATERIALIZED_VIEW;
            case "f" -> RelationKind.FOREIGN_TABLE;
            case "S" -> RelationKind.SEQUENCE;
            default -> RelationKind.COMPOSITE_TYPE;
        };
    }

    private static List<Long> longs(Array array) throws SQLException {
        return Arrays.asList((Long[]) array.getArray());
    }

    private List<Routine> routines() throws SQLException {
        List<Routine> routines = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT p.oid::bigint, n.nspname, proname,"
                + " pg_get_function_identity_arguments(p.oid), string_to_array(proargtypes::text, ' ')::bigint[],"
                + " prorettype::bigint, proretset, coalesce(proargnames, '{}'), coalesce(proargmodes::text[], '{}'),"
                + " coalesce(proallargtypes::bigint[], '{}')"
                + " FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE" + USER_SCHEMA)) {
            while (row.next()) {
                String[] names = (String[]) row.getArray(8).getArray();
                String[] modes = (String[]) row.getArray(9).getArray();
                List<Long> types = longs(row.getArray(10));
                List<Column> outs = new ArrayList<>();
                for (int i = 0; i < modes.length; i++) {
                    if (!modes[i].equals("i") && !modes[i].equals("v")) {
                        outs.add(new Column(outs.size() + 1, names[i], types.get(i), "?"));
                    }
                }
                routines.add(new Routine(
                        row.getLong(1),
                        new QualifiedName(row.getString(2), row.getString(3)),
                        RoutineKind.FUNCTION,
                        new Routine.Signature(
                                row.getString(4), longs(row.getArray(5)), row.getLong(6), row.getBoolean(7), outs),
                        false,
                        ""));
            }
        }
        return routines;
    }

    private List<Operator> operators() throws SQLException {
        List<Operator> operators = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT p.oid::bigint, n.nspname, oprname, oprleft::bigint,"
                + " oprright::bigint, oprcode::oid::bigint FROM pg_operator p JOIN pg_namespace n ON n.oid = oprnamespace"
                + " WHERE" + USER_SCHEMA)) {
            while (row.next()) {
                operators.add(new Operator(
                        row.getLong(1),
                        new QualifiedName(row.getString(2), row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)));
            }
        }
        return operators;
    }

    private List<DataType> types() throws SQLException {
        List<DataType> types = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT t.oid::bigint, n.nspname, typname, typtype::text,"
                + " typarray::bigint, typbasetype::bigint, typrelid::bigint FROM pg_type t"
                + " JOIN pg_namespace n ON n.oid = typnamespace LEFT JOIN pg_class c ON c.oid = typrelid"
                + " WHERE typelem = 0 AND (typrelid = 0 OR relkind = 'c') AND" + USER_SCHEMA)) {
            while (row.next()) {
                types.add(new DataType(
                        row.getLong(1),
                        new QualifiedName(row.getString(2), row.getString(3)),
                        switch (row.getString(4)) {
                            case "c" -> DataTypeKind.COMPOSITE;
                            case "d" -> DataTypeKind.DOMAIN;
                            case "e" -> DataTypeKind.ENUM;
                            default -> DataTypeKind.BASE;
                        },
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        List.of()));
            }
        }
        return types;
    }
}
