package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What one generated query is made with: chance, fresh names, its parameters, and what it has been made of. Not thread-safe. */
final class AnalyticDraft {

    private final Random random;
    private final boolean parameterised;
    private final Set<String> constructs = new TreeSet<>();
    private final List<String> parameters = new ArrayList<>();
    private int names;

    AnalyticDraft(long seed) {
        random = new Random(seed);
        parameterised = chance(0.15);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From the first to the last, both included. */
    int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    @SafeVarargs
    final <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T oneOf(Supplier<T>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    <T> List<T> shuffled(List<T> all) {
        List<T> copy = new ArrayList<>(all);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** A name that is not used yet. */
    String name(String prefix) {
        return prefix + names++;
    }

    /** Counts the query under a construct. */
    void uses(String construct) {
        constructs.add(construct);
    }

    /** A constant, or a parameter that stands for it. */
    String constant(String value, String type) {
        if (parameterised && parameters.size() < 8 && chance(0.6)) {
            uses("parameters");
            parameters.add(value);
            return "$" + parameters.size() + "::" + type;
        }
        return switch (type) {
            case "integer" -> value;
            case "text" -> "'" + value.replace("'", "''") + "'";
            default -> type + " '" + value + "'";
        };
    }

    String integer(int first, int last) {
        return constant(Integer.toString(between(first, last)), "integer");
    }

    String text(String... choices) {
        return constant(one(choices), "text");
    }

    Set<String> constructs() {
        return constructs;
    }

    List<String> parameters() {
        return parameters;
    }
}
