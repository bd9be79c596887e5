package io.postern.pgsql.builtin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lines such as {@code + 551:177(int4,int4)}: name, then each operator by object id, its function's object id, its operands. */
final class OperatorTable {

    private final Set<String> names = new HashSet<>();
    private final Set<Long> oids = new HashSet<>();

    private OperatorTable() {}

    static OperatorTable read(List<String> lines) {
        OperatorTable table = new OperatorTable();
        lines.forEach(table::add);
        return table;
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        names.add(words[0]);
        for (int i = 1; i < words.length; i++) {
            oids.add(Long.parseLong(words[i].substring(0, words[i].indexOf(':'))));
        }
    }

    boolean isSafe(String name) {
        return names.contains(name);
    }

    boolean isSafe(long oid) {
        return oids.contains(oid);
    }
}
