package io.postern.pgsql.builtin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lines such as {@code pg_catalog.pg_class readable 1259 83 oid,relname}: name, whether it is readable, object id and that of its
 * row type (0 where servers differ), columns. For a readable view four lists of what it expands to follow, a dash for an empty
 * one: tables, functions, views, functions of information_schema.
 */
final class RelationTable {

    private static final String EMPTY = "-";
    private static final int PLAIN_WORDS = 5;

    private final Map<String, SystemRelation> byName = new HashMap<>();
    private final Set<Long> readable = new HashSet<>();
    private final Set<Long> rowTypes = new HashSet<>();

    private RelationTable() {}

    static RelationTable read(List<String> lines) {
        RelationTable table = new RelationTable();
        lines.forEach(table::add);
        return table;
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        RelationSafety safety =
                RelationSafety.valueOf(words[1].toUpperCase(Locale.ROOT).replace('-', '_'));
        long oid = Long.parseLong(words[2]);
        long rowType = Long.parseLong(words[3]);
        Optional<ViewClosure> closure = words.length == PLAIN_WORDS
                ? Optional.empty()
                : Optional.of(new ViewClosure(
                        oids(words[5]), oids(words[6]), Set.copyOf(list(words[7])), Set.copyOf(list(words[8]))));
        byName.put(words[0], new SystemRelation(safety, oid, rowType, list(words[4]), closure));
        if (safety == RelationSafety.READABLE && oid != 0) {
            readable.add(oid);
            rowTypes.add(rowType);
        }
    }

    private static List<String> list(String word) {
        return word.equals(EMPTY) ? List.of() : List.of(word.split(",", -1));
    }

    private static Set<Long> oids(String word) {
        return list(word).stream().map(Long::valueOf).collect(Collectors.toSet());
    }

    Optional<SystemRelation> find(String schema, String name) {
        return Optional.ofNullable(byName.get(schema + "." + name));
    }

    boolean isReadable(long oid) {
        return readable.contains(oid);
    }

    boolean isRowType(long oid) {
        return rowTypes.contains(oid);
    }
}
