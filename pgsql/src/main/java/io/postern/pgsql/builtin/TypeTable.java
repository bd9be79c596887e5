package io.postern.pgsql.builtin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Lines such as {@code int4 safe 23 1007}: name, whether it is safe, object id, object id of its array type or 0. Those of
 * information_schema have that before their names, and no object ids.
 */
final class TypeTable {

    private final Map<String, TypeSafety> byName = new HashMap<>();
    private final Set<Long> safe = new HashSet<>();

    private TypeTable() {}

    static TypeTable read(List<String> lines) {
        TypeTable table = new TypeTable();
        lines.forEach(table::add);
        return table;
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        TypeSafety safety = TypeSafety.valueOf(words[1].toUpperCase(Locale.ROOT));
        long array = Long.parseLong(words[3]);
        byName.put(words[0], safety);
        if (array != 0) {
            byName.put("_" + words[0], safety);
        }
        long oid = Long.parseLong(words[2]);
        if (safety != TypeSafety.UNSAFE && oid != 0) {
            safe.add(oid);
            if (array != 0) {
                safe.add(array);
            }
        }
    }

    TypeSafety byName(String name) {
        return byName.getOrDefault(name, TypeSafety.UNSAFE);
    }

    boolean isSafe(long oid) {
        return safe.contains(oid);
    }
}
