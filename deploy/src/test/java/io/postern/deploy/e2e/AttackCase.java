package io.postern.deploy.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One case of a corpus under {@code src/test/resources/attacks}: steps that one client sends one after the other.
 *
 * @param place file and line, for people
 * @param kind what the case is counted under
 * @param group of the identity that sends it
 * @param end of the last step; the others may end as they like
 */
record AttackCase(String place, String kind, String group, End end, List<String> steps) {

    private static final String HEADER = "--@ ";
    private static final String NEXT_STEP = "--;";

    /** How a case has to end; none may show a raw value or change the database. */
    enum End {
        /** Rows come; the same text unguarded shows a raw value. */
        MASKED,
        /** The gate answers with an error of its own. */
        REFUSED,
        /** The server answers with an error. */
        ERROR,
        /** Waits for an approval. */
        PARKED,
        /** A right guess and a wrong one have the same end; unguarded they differ. */
        BLIND,
        /** Anything but waiting for an approval. */
        HARMLESS,
        /** Rows, or none, as the same text has on a copy with masked values. */
        EQUAL,
        /** No error. */
        RUNS
    }

    AttackCase {
        steps = List.copyOf(steps);
    }

    /** As one text, for a client that sends all at once. */
    String wholeText() {
        return String.join(";\n", steps);
    }

    AttackCase with(List<String> otherSteps) {
        return new AttackCase(place, kind, group, end, otherSteps);
    }

    static List<AttackCase> read(String file) throws IOException {
        try (InputStream in = AttackCase.class.getResourceAsStream("/attacks/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1));
        }
    }

    private static List<AttackCase> parse(String file, String[] lines) {
        List<AttackCase> cases = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].startsWith(HEADER)) {
                continue;
            }
            String[] words = lines[i].substring(HEADER.length()).split(" ", -1);
            List<String> steps = new ArrayList<>();
            StringBuilder step = new StringBuilder();
            String place = file + ":" + (i + 1);
            while (i + 1 < lines.length && !lines[i + 1].startsWith(HEADER)) {
                String line = lines[++i];
                if (line.equals(NEXT_STEP)) {
                    steps.add(step.toString().strip());
                    step.setLength(0);
                } else {
                    step.append(line).append('\n');
                }
            }
            steps.add(step.toString().strip());
            cases.add(new AttackCase(place, words[0], words[1], End.valueOf(words[2].toUpperCase(Locale.ROOT)), steps));
        }
        return cases;
    }
}
