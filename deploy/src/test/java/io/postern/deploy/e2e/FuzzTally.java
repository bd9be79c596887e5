package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.postern.pgwire.ErrorResponse;

/** What became of random statements. Thread-safe. */
final class FuzzTally {

    private static final int EXAMPLES = 40;
    private static final int REASONS = 40;

    /** How one ended. */
    enum Outcome {
        ALLOWED,
        /** The server said no, in its own words or in those that the gate put in their place. */
        SERVER_ERROR,
        REFUSED,
        /** The second witness was needed. */
        DISAGREED
    }

    private final Map<String, Map<Outcome, Integer>> byKind = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();
    private final Map<String, Integer> compared = new TreeMap<>();
    private final List<String> disagreed = new ArrayList<>();
    private int statements;

    static Outcome outcome(Optional<ErrorResponse> error) {
        if (error.isEmpty()) {
            return Outcome.ALLOWED;
        }
        String message = error.get().message();
        if (message.startsWith("PostgreSQL reads this statement otherwise")) {
            return Outcome.DISAGREED;
        }
        return error.get().field('R') != null || message.contains("(what the server says of it is withheld here)")
                ? Outcome.SERVER_ERROR
                : Outcome.REFUSED;
    }

    synchronized Outcome count(String kind, Optional<ErrorResponse> error, String sql) {
        statements++;
        Outcome outcome = outcome(error);
        byKind.computeIfAbsent(kind, unused -> new EnumMap<>(Outcome.class)).merge(outcome, 1, Integer::sum);
        if (outcome == Outcome.REFUSED || outcome == Outcome.SERVER_ERROR) {
            String reason = outcome + " " + error.get().sqlState() + " "
                    + withoutNames(error.get().message());
            reasons.merge(reason, 1, Integer::sum);
            examples.putIfAbsent(reason, error.get().message() + "\n        " + shortened(sql));
        }
        if (outcome == Outcome.DISAGREED && disagreed.size() < EXAMPLES) {
            disagreed.add(sql);
        }
        return outcome;
    }

    /** How the rows were beside those of the copy made by hand. */
    synchronized void compared(String how) {
        compared.merge(how, 1, Integer::sum);
    }

    synchronized int statements() {
        return statements;
    }

    synchronized int of(Outcome outcome) {
        return byKind.values().stream()
                .mapToInt(kind -> kind.getOrDefault(outcome, 0))
                .sum();
    }

    private static String withoutNames(String message) {
        return shortened(
                message.replaceAll("\"[^\"]*\"", "…").replaceAll("'[^']*'", "…").replaceAll("\\d+", "#"));
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() > 600 ? line.substring(0, 600) + "…" : line;
    }

    synchronized String summary() {
        return "%d statements: allowed %d, server errors %d, refused %d, witnesses disagreed %d"
                .formatted(
                        statements,
                        of(Outcome.ALLOWED),
                        of(Outcome.SERVER_ERROR),
                        of(Outcome.REFUSED),
                        of(Outcome.DISAGREED));
    }

    synchronized String table() {
        StringBuilder table = new StringBuilder();
        byKind.forEach((kind, outcomes) -> table.append("  %-14s %s%n".formatted(kind, outcomes)));
        table.append("  beside the copy: ").append(compared).append('\n');
        table.append(reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(REASONS)
                .map(reason -> "  %6d %s%n        %s%n"
                        .formatted(reason.getValue(), reason.getKey(), examples.get(reason.getKey())))
                .collect(Collectors.joining()));
        disagreed.forEach(
                sql -> table.append("  the witnesses disagreed: ").append(sql).append('\n'));
        return table.toString();
    }
}
