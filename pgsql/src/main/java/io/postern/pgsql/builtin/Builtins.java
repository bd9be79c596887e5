package io.postern.pgsql.builtin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What comes with one major version of PostgreSQL, by name for who reads SQL and by object id for who checks PostgreSQL's own
 * analysis. Object ids under 12000 are the same on every server of a major version; what has others is known by name only.
 * Immutable and thread-safe.
 */
public final class Builtins {

    public static final int OLDEST_MAJOR = 15;
    public static final int NEWEST_MAJOR = 18;

    private static final Map<Integer, Builtins> LOADED = new ConcurrentHashMap<>();

    private final FunctionTable functions;
    private final OperatorTable operators;
    private final TypeTable types;
    private final RelationTable relations;

    private Builtins(int major) {
        functions = FunctionTable.read(Lines.of(major, "functions"));
        operators = OperatorTable.read(Lines.of(major, "operators"));
        types = TypeTable.read(Lines.of(major, "types"));
        relations = RelationTable.read(Lines.of(major, "relations"));
    }

    /**
     * Read when first asked for.
     *
     * @throws IllegalArgumentException for a major version other than 15 to 18
     */
    public static Builtins of(int major) {
        if (major < OLDEST_MAJOR || major > NEWEST_MAJOR) {
            throw new IllegalArgumentException("PostgreSQL 15 to 18 are known, not " + major);
        }
        return LOADED.computeIfAbsent(major, Builtins::new);
    }

    /** Of a name that all functions, procedures and aggregates of this name in pg_catalog deserve; empty if any is unsafe. */
    public Optional<SafetyClass> function(String name) {
        return functions.byName(name);
    }

    /** Whether pg_catalog has a function, procedure or aggregate of this name, safe or not. */
    public boolean functionExists(String name) {
        return functions.exists(name);
    }

    /** Of this very function; empty if it is unsafe, or not PostgreSQL's own. */
    public Optional<SafetyClass> function(long oid) {
        return functions.byOid(oid);
    }

    public boolean isSafeFunction(long oid) {
        return functions.byOid(oid).isPresent();
    }

    /** Whether a column's default may call it, which nobody but the table's owner wrote; nextval is such, besides all that is safe. */
    public boolean isSafeInDefault(long oid) {
        return isSafeFunction(oid) || functions.isForDefaults(oid);
    }

    /** Of a function in information_schema; empty if it is unsafe or does not exist. */
    public Optional<SafetyClass> informationSchemaFunction(String name) {
        return functions.inInformationSchema(name);
    }

    /** Whether every operator of this name in pg_catalog is safe, and there is one. */
    public boolean isSafeOperator(String name) {
        return operators.isSafe(name);
    }

    public boolean isSafeOperator(long oid) {
        return operators.isSafe(oid);
    }

    /** Of a type in pg_catalog, by its catalog name: {@code int4}, {@code _int4} for its array. What does not exist is unsafe. */
    public TypeSafety type(String name) {
        return types.byName(name);
    }

    /** Of a domain in information_schema, which the columns of its views have; what does not exist is unsafe. */
    public TypeSafety informationSchemaType(String name) {
        return types.byName("information_schema." + name);
    }

    /** Whether values of the type may be converted to it or returned; arrays of such types and rows of readable tables too. */
    public boolean isSafeType(long oid) {
        return types.isSafe(oid) || relations.isRowType(oid);
    }

    /**
     * The catalog name of a type that SQL spells in words of its own, such as {@code int4} for {@code integer}; else the name
     * itself.
     *
     * @param spelled folded, words separated by one space, without modifiers, such as {@code timestamp with time zone}. Only what
     *     was written without quotes: {@code "char"} is a type of its own
     */
    public static String canonicalName(String spelled) {
        return TypeSpellings.canonical(spelled);
    }

    /** A relation of pg_catalog or information_schema; what does not exist is unreadable. */
    public RelationSafety relation(String schema, String name) {
        return relations.find(schema, name).map(SystemRelation::safety).orElse(RelationSafety.UNREADABLE);
    }

    public boolean relationExists(String schema, String name) {
        return relations.find(schema, name).isPresent();
    }

    /** Whether it is a table of pg_catalog that may be read; views are known by name only. */
    public boolean isReadableRelation(long oid) {
        return relations.isReadable(oid);
    }

    /** Names in order; empty for what is not readable. */
    public List<String> columns(String schema, String relation) {
        return relations.find(schema, relation).map(SystemRelation::columns).orElse(List.of());
    }

    /** What the expansion of a readable view may read and call; empty for what is no readable view. */
    public Optional<ViewClosure> viewClosure(String schema, String view) {
        return relations.find(schema, view).flatMap(SystemRelation::closure);
    }
}
