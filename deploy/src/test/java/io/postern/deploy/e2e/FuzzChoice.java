package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What was chosen for one statement, and what follows from it. Seeded. */
final class FuzzChoice {

    private static final String[] SHADOWS = {
        "customers",
        "email",
        "orders",
        "\"Ünï cöde\"",
        "U&\"\\0074\\0061\"",
        "\"select\"",
        "pg_class",
        "salary",
        "t",
        "c",
        "\"a.b\"",
        "text"
    };

    private final Random random;
    private final List<String> parameters = new ArrayList<>();
    private boolean steady = true;
    private boolean parameterised;
    private int names;

    FuzzChoice(long seed) {
        random = new Random(seed);
    }

    void begin(boolean withParameters) {
        parameters.clear();
        steady = true;
        parameterised = withParameters;
        names = 0;
    }

    int in(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One that nothing else in the statement has, unless it hides something on purpose. */
    String name(String prefix) {
        return in(20) == 0 ? of(SHADOWS) : prefix + ++names;
    }

    /** A parameter with the value, where the statement may have any; else a constant. */
    String parameter(FuzzColumn.Type type, String value) {
        if (!parameterised || parameters.size() >= 5) {
            return "'" + value + "'::" + type.sql();
        }
        parameters.add(value);
        return "$" + parameters.size() + "::" + type.sql();
    }

    List<String> parameters() {
        return List.copyOf(parameters);
    }

    /** The result may depend on how the server goes about it. */
    void unsteady() {
        steady = false;
    }

    boolean steady() {
        return steady;
    }
}
