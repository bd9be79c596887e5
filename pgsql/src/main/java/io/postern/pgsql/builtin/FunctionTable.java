package io.postern.pgsql.builtin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lines such as {@code lower ordinary 870(text) 3384(anyrange)}: name, class, the safe overloads by object id. A dash for the
 * class says that some overload is unsafe; {@code :class} behind an overload says that its class is another one.
 */
final class FunctionTable {

    private static final String NONE = "-";
    private static final String DEFAULT = "default";
    private static final String INFORMATION_SCHEMA = "information_schema.";

    private final Map<String, Optional<SafetyClass>> byName = new HashMap<>();
    private final Map<Long, SafetyClass> byOid = new HashMap<>();
    private final Set<Long> forDefaults = new HashSet<>();

    private FunctionTable() {}

    static FunctionTable read(List<String> lines) {
        FunctionTable table = new FunctionTable();
        lines.forEach(table::add);
        return table;
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        String nameClass = words[1];
        byName.put(words[0], nameClass.equals(NONE) ? Optional.empty() : Optional.of(safetyClass(nameClass)));
        for (int i = 2; i < words.length; i++) {
            String overload = words[i];
            long oid = Long.parseLong(overload.substring(0, overload.indexOf('(')));
            int end = overload.lastIndexOf(')') + 1;
            String own = end < overload.length() ? overload.substring(end + 1) : nameClass;
            if (own.equals(DEFAULT)) {
                forDefaults.add(oid);
            } else {
                byOid.put(oid, safetyClass(own));
            }
        }
    }

    private static SafetyClass safetyClass(String word) {
        return SafetyClass.valueOf(word.toUpperCase(Locale.ROOT));
    }

    Optional<SafetyClass> byName(String name) {
        return byName.getOrDefault(name, Optional.empty());
    }

    boolean exists(String name) {
        return byName.containsKey(name);
    }

    Optional<SafetyClass> byOid(long oid) {
        return Optional.ofNullable(byOid.get(oid));
    }

    boolean isForDefaults(long oid) {
        return forDefaults.contains(oid);
    }

    Optional<SafetyClass> inInformationSchema(String name) {
        return byName(INFORMATION_SCHEMA + name);
    }
}
