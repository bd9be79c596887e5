package io.postern.policy.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a database holds; immutable. Names are looked up in the schema that they name: the search path is the caller's. */
public final class Catalog {

    private final String version;
    private final int serverMajor;
    private final Map<QualifiedName, Relation> relations = new HashMap<>();
    private final Map<Long, Relation> relationsByOid = new HashMap<>();
    private final Map<Long, List<Long>> children = new HashMap<>();
    private final Map<QualifiedName, List<Routine>> routines;
    private final Map<Long, Routine> routinesByOid = new HashMap<>();
    private final Set<String> routineNames = new HashSet<>();
    private final Map<QualifiedName, List<Operator>> operators;
    private final Map<QualifiedName, DataType> types = new HashMap<>();
    private final Map<Long, DataType> typesByOid = new HashMap<>();
    private final Map<Long, DataType> typesByArray = new HashMap<>();
    private final List<Cast> casts;
    private final Map<Long, List<Cast>> castsByTarget;
    private final Set<String> columnNames = new HashSet<>();
    private final Set<String> columnTypes = new HashSet<>();

    /**
     * @param version digest of the content, for decisions to name
     * @param serverMajor PostgreSQL's major version, such as 17
     */
    public Catalog(String version, int serverMajor, Contents contents) {
        this.version = version;
        this.serverMajor = serverMajor;
        contents.relations().forEach(this::add);
        routines = grouped(contents.routines(), Routine::name);
        for (Routine routine : contents.routines()) {
            routinesByOid.put(routine.oid(), routine);
            routineNames.add(routine.name().name());
        }
        operators = grouped(contents.operators(), Operator::name);
        for (DataType type : contents.types()) {
            types.put(type.name(), type);
            typesByOid.put(type.oid(), type);
            if (type.array() != 0) {
                typesByArray.put(type.array(), type);
            }
        }
        casts = contents.casts();
        castsByTarget = grouped(contents.casts(), Cast::targetType);
    }

    private void add(Relation relation) {
        relations.put(relation.name(), relation);
        relationsByOid.put(relation.oid(), relation);
        for (long parent : relation.parents()) {
            children.computeIfAbsent(parent, unused -> new ArrayList<>()).add(relation.oid());
        }
        for (Column column : relation.columns()) {
            columnNames.add(column.name());
            columnTypes.add(withoutModifier(column.typeName()));
        }
    }

    private static <K, V> Map<K, List<V>> grouped(List<V> values, Function<V, K> key) {
        Map<K, List<V>> groups = new HashMap<>();
        values.forEach(value -> groups.computeIfAbsent(key.apply(value), unused -> new ArrayList<>())
                .add(value));
        groups.replaceAll((unused, group) -> List.copyOf(group));
        return groups;
    }

    public String version() {
        return version;
    }

    public int serverMajor() {
        return serverMajor;
    }

    public Optional<Relation> relation(QualifiedName name) {
        return Optional.ofNullable(relations.get(name));
    }

    public Optional<Relation> relation(long oid) {
        return Optional.ofNullable(relationsByOid.get(oid));
    }

    /** Every relation that shares rows with this one by inheritance or partitioning, itself first. */
    public Set<Relation> family(Relation relation) {
        Set<Relation> family = new LinkedHashSet<>();
        Deque<Relation> open = new ArrayDeque<>(List.of(relation));
        while (!open.isEmpty()) {
            Relation next = open.remove();
            if (family.add(next)) {
                next.parents().forEach(oid -> addKnown(open, oid));
                children.getOrDefault(next.oid(), List.of()).forEach(oid -> addKnown(open, oid));
            }
        }
        return family;
    }

    private void addKnown(Deque<Relation> open, long oid) {
        Relation relation = relationsByOid.get(oid);
        if (relation != null) {
            open.add(relation);
        }
    }

    /** All overloads, of every kind; those that are PostgreSQL's own aside. */
    public List<Routine> routines(QualifiedName name) {
        return routines.getOrDefault(name, List.of());
    }

    public Optional<Routine> routine(long oid) {
        return Optional.ofNullable(routinesByOid.get(oid));
    }

    /** All operators of this name; those that are PostgreSQL's own aside. */
    public List<Operator> operators(QualifiedName name) {
        return operators.getOrDefault(name, List.of());
    }

    public Optional<DataType> type(QualifiedName name) {
        return Optional.ofNullable(types.get(name));
    }

    public Optional<DataType> type(long oid) {
        return Optional.ofNullable(typesByOid.get(oid));
    }

    /** The type whose values the arrays of this array type hold. */
    public Optional<DataType> elementType(long arrayOid) {
        return Optional.ofNullable(typesByArray.get(arrayOid));
    }

    public List<Cast> casts() {
        return casts;
    }

    public List<Cast> castsTo(long targetType) {
        return castsByTarget.getOrDefault(targetType, List.of());
    }

    /** Whether a routine that is not PostgreSQL's own has this name, in whatever schema. */
    public boolean hasFunction(String name) {
        return routineNames.contains(name);
    }

    /** Whether some column of some relation has this name. */
    public boolean hasColumn(String name) {
        return columnNames.contains(name);
    }

    /** Whether some column is of this type, spelled without type modifier and array brackets. */
    public boolean hasColumnOfType(String typeName) {
        return columnTypes.contains(typeName);
    }

    private static String withoutModifier(String typeName) {
        String base = typeName;
        while (base.endsWith("[]")) {
            base = base.substring(0, base.length() - 2);
        }
        int modifier = base.indexOf('(');
        return modifier < 0 ? base : base.substring(0, modifier);
    }
}
