package io.postern.deploy.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} in a value by the environment's variable; {@code $$} stands for
 * one dollar sign. What a variable holds is not substituted again.
 */
final class Substitution {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:(\\$)|\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}|)");

    private final Map<String, String> environment;

    Substitution(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The text, and what could not be replaced, in words. */
    record Result(String text, List<String> faults) {}

    Result apply(String value) {
        List<String> faults = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(value);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(replacement(matcher, faults)));
        }
        matcher.appendTail(text);
        return new Result(text.toString(), faults);
    }

    private String replacement(Matcher matcher, List<String> faults) {
        if (matcher.group(1) != null) {
            return "$";
        }
        String name = matcher.group(2);
        if (name == null) {
            faults.add("a lone $: write ${NAME} for a variable, $$ for a dollar sign");
            return "";
        }
        String value = environment.get(name);
        if (value == null) {
            value = matcher.group(3);
        }
        if (value == null) {
            faults.add("environment variable " + name + " is not set");
            return "";
        }
        return value;
    }
}
