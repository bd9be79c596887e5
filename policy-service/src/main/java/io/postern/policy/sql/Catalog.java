package io.postern.policy.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a database holds outside its system schemas; immutable. */
public final class Catalog {

    private final String version;
    private final Map<QualifiedName, Relation> byName = new HashMap<>();
    private final Map<Long, Relation> byOid = new LinkedHashMap<>();
    private final Map<Long, List<Long>> children = new HashMap<>();
    private final Set<String> functions;
    private final Set<String> columnNames = new HashSet<>();
    private final Set<String> columnTypes = new HashSet<>();

    /**
     * @param version digest of the content, for decisions to name
     * @param functions names, without schema, of all functions and procedures outside pg_catalog
     */
    public Catalog(String version, List<Relation> relations, Set<String> functions) {
        this.version = version;
        this.functions = Set.copyOf(functions);
        for (Relation relation : relations) {
            byName.put(relation.name(), relation);
            byOid.put(relation.oid(), relation);
            for (long parent : relation.parents()) {
                children.computeIfAbsent(parent, unused -> new ArrayList<>()).add(relation.oid());
            }
            for (Column column : relation.columns()) {
                columnNames.add(column.name());
                columnTypes.add(withoutModifier(column.typeName()));
            }
        }
    }

    public String version() {
        return version;
    }

    public Optional<Relation> relation(QualifiedName name) {
        return Optional.ofNullable(byName.get(name));
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
        Relation relation = byOid.get(oid);
        if (relation != null) {
            open.add(relation);
        }
    }

    /** Whether a function or procedure outside pg_catalog has this name, in whatever schema. */
    public boolean hasFunction(String name) {
        return functions.contains(name);
    }

    /** Whether some column of some relation has this name. */
    public boolean hasColumn(String name) {
        return columnNames.contains(name);
    }

    /** Whether some column is of this type, spelled without type modifier and array brackets. */
    boolean hasColumnOfType(String typeName) {
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
