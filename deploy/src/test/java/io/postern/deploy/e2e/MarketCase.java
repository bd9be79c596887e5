package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One case of a corpus under {@code src/test/resources/market}: what one client sends, and what has to come of it.
 *
 * @param place file and line, for people
 * @param line of the checklist, or the kind of a control: what the case is counted under
 * @param steps sent one after the other; the expectation is about the last
 * @param parameters for each time that the last step is executed, as text; empty where it has none
 * @param forms in which it is sent
 * @param sqlState of the refusal or the error; empty for any
 */
record MarketCase(
        String place,
        String line,
        Market.Identity identity,
        Expectation expectation,
        List<String> steps,
        List<List<String>> parameters,
        Set<MarketForm> forms,
        Optional<String> sqlState,
        int since) {

    private static final String HEADER = "-- case: ";
    private static final String NEXT_STEP = "--;";

    /** How a case has to end; none may show a raw value or leave the database changed. */
    enum Expectation {
        /** No error; the same text unguarded shows a raw value. */
        MASKED,
        /** The gate answers with an error of its own. */
        REFUSED,
        /** The server answers with an error. */
        ERROR,
        /** A right guess and a wrong one have the same end; unguarded they differ. */
        BLIND,
        /** Whatever comes of it. */
        HARMLESS,
        /** Column by column and row by row what the copy made by hand answers. */
        EQUAL,
        /** No error. */
        RUNS;

        boolean attack() {
            return this != EQUAL && this != RUNS;
        }
    }

    MarketCase {
        steps = List.copyOf(steps);
        parameters = List.copyOf(parameters);
    }

    String last() {
        return steps.get(steps.size() - 1);
    }

    MarketCase withSteps(List<String> others) {
        return new MarketCase(place, line, identity, expectation, others, parameters, forms, sqlState, since);
    }

    /** Whether something may be written on purpose, so that it has to be taken back. */
    boolean writes() {
        return expectation != Expectation.REFUSED
                && steps.stream()
                        .map(step -> step.toUpperCase(Locale.ROOT))
                        .anyMatch(step -> step.matches("(?s).*\\b(INSERT|UPDATE|DELETE|MERGE|COPY)\\b.*"));
    }

    /** Whether rows come in an order that the statement asks for. */
    boolean ordered() {
        return last().toUpperCase(Locale.ROOT).contains("ORDER BY");
    }

    /** A query of no corpus. */
    static MarketCase generated(Market.Identity identity, String sql) {
        return new MarketCase(
                "generated",
                "generated",
                identity,
                Expectation.EQUAL,
                List.of(sql),
                List.of(List.of()),
                Set.of(),
                Optional.empty(),
                15);
    }

    static List<MarketCase> read(String file) {
        String[] lines = Market.resource(file).split("\n", -1);
        List<MarketCase> cases = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].startsWith(HEADER)) {
                continue;
            }
            int header = i;
            List<String> steps = new ArrayList<>();
            StringBuilder step = new StringBuilder();
            while (i + 1 < lines.length && !lines[i + 1].startsWith(HEADER)) {
                String line = lines[++i];
                if (line.equals(NEXT_STEP)) {
                    steps.add(step.toString().strip());
                    step.setLength(0);
                } else if (!line.startsWith("## ")) {
                    step.append(line).append('\n');
                }
            }
            steps.add(step.toString().strip());
            cases.add(parse(file + ":" + (header + 1), lines[header].substring(HEADER.length()), steps));
        }
        return cases;
    }

    private static MarketCase parse(String place, String header, List<String> steps) {
        String[] parts = header.split(" \\| ", -1);
        Map<String, String> fields = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] field = parts[i].split(": ", 2);
            fields.put(field[0], field[1]);
        }
        List<List<String>> parameters = new ArrayList<>();
        for (String times : fields.getOrDefault("with", "").split(" / ", -1)) {
            parameters.add(times.isEmpty() ? List.of() : List.of(times.split(", ", -1)));
        }
        String identity = fields.getOrDefault("as", "agents");
        MarketCase parsed = new MarketCase(
                place + " " + parts[0],
                fields.getOrDefault("line", parts[0]),
                Market.Identity.valueOf(identity.toUpperCase(Locale.ROOT)),
                Expectation.valueOf(fields.getOrDefault("expect", "equal").toUpperCase(Locale.ROOT)),
                steps,
                parameters,
                Set.of(),
                Optional.ofNullable(fields.get("sqlstate")),
                Integer.parseInt(fields.getOrDefault("since", "15")));
        Set<MarketForm> forms = fields.containsKey("forms")
                ? Stream.of(fields.get("forms").split(", "))
                        .map(form -> MarketForm.valueOf(form.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(TreeSet::new))
                : MarketForm.suitable(parsed);
        return new MarketCase(
                parsed.place,
                parsed.line,
                parsed.identity,
                parsed.expectation,
                steps,
                parameters,
                forms,
                parsed.sqlState,
                parsed.since);
    }
}
