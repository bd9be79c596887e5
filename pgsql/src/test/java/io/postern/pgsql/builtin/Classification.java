package io.postern.pgsql.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The classification that is written by hand: names by section. */
record Classification(Map<String, SortedSet<String>> sections) {

    static Classification read() {
        Map<String, SortedSet<String>> sections = new LinkedHashMap<>();
        SortedSet<String> section = new TreeSet<>();
        for (String line : text().lines().toList()) {
            if (line.startsWith("[")) {
                section = sections.computeIfAbsent(line.substring(1, line.length() - 1), unused -> new TreeSet<>());
            } else if (!line.startsWith("# ") && !line.isBlank()) {
                for (String name : line.split(" ", -1)) {
                    if (!section.add(name)) {
                        throw new IllegalStateException("listed twice: " + name);
                    }
                }
            }
        }
        return new Classification(sections);
    }

    private static String text() {
        try (InputStream resource = Classification.class.getResourceAsStream("classification.txt")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SortedSet<String> names(String section) {
        return sections.getOrDefault(section, new TreeSet<>());
    }

    /** @param signature such as {@code lower(text)} */
    Optional<String> functionClass(String name, String signature) {
        return Stream.of("ordinary", "session", "pinning", "catalog", "support", "default")
                .filter(word -> names("functions " + word).contains(name)
                        || names("functions " + word).contains(signature))
                .findFirst();
    }

    String typeClass(String name) {
        return Stream.of("safe", "pinning")
                .filter(word -> names("types " + word).contains(name))
                .findFirst()
                .orElse("unsafe");
    }

    String relationClass(String schema, String name) {
        if (names("relations " + schema).contains(name)) {
            return "readable";
        }
        return schema.equals("pg_catalog") && names("relations one-setting").contains(name)
                ? "one-setting"
                : "unreadable";
    }
}
