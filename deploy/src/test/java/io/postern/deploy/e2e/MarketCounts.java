package io.postern.deploy.e2e;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many cases ran, by what they are about, by form and by major version. */
final class MarketCounts {

    private final Map<String, Map<Integer, Set<String>>> casesByLine = new TreeMap<>();
    private final Map<MarketForm, Map<Integer, Integer>> runsByForm = new EnumMap<>(MarketForm.class);
    private final Map<Integer, Set<String>> attacks = new TreeMap<>();
    private final Map<Integer, Set<String>> controls = new TreeMap<>();

    synchronized void count(MarketCase one, MarketForm form, int major) {
        casesByLine
                .computeIfAbsent(one.line(), unused -> new TreeMap<>())
                .computeIfAbsent(major, unused -> new LinkedHashSet<>())
                .add(one.place());
        runsByForm.computeIfAbsent(form, unused -> new TreeMap<>()).merge(major, 1, Integer::sum);
        (one.expectation().attack() ? attacks : controls)
                .computeIfAbsent(major, unused -> new LinkedHashSet<>())
                .add(one.place());
    }

    String table() {
        StringBuilder table = new StringBuilder("market corpus: cases by checklist line and major version\n");
        casesByLine.forEach((line, byMajor) -> {
            table.append("  %-24s".formatted(line));
            byMajor.forEach((major, cases) -> table.append(" %d: %3d".formatted(major, cases.size())));
            table.append('\n');
        });
        table.append("market corpus: runs by form and major version\n");
        runsByForm.forEach((form, byMajor) -> table.append("  %-24s %s%n".formatted(form, byMajor)));
        attacks.forEach((major, cases) -> table.append("PostgreSQL %d: %d attacks, %d controls%n"
                .formatted(
                        major,
                        cases.size(),
                        controls.getOrDefault(major, Set.of()).size())));
        return table.toString();
    }
}
