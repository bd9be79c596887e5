package io.postern.identity;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Somebody the issuer vouches for. {@code issuer} and {@code subject} together name the person or service; groups are
 * what the issuer said at the time of the token, sorted.
 *
 * @param issuer the issuer's name exactly as in the token, 1 to {@value #MAX_ISSUER_CHARS} characters
 * @param subject 1 to {@value #MAX_SUBJECT_CHARS} characters, unique for the issuer
 * @param groups at most {@value #MAX_GROUPS}, each of 1 to {@value #MAX_GROUP_CHARS} characters
 */
public record Identity(String issuer, String subject, Set<String> groups) {

    public static final int MAX_ISSUER_CHARS = 2000;
    public static final int MAX_SUBJECT_CHARS = 255;
    public static final int MAX_GROUPS = 200;
    public static final int MAX_GROUP_CHARS = 255;

    /** @throws IllegalArgumentException outside the bounds, or with a control character; the message names no value */
    public Identity {
        requireText("issuer", issuer, MAX_ISSUER_CHARS);
        requireText("subject", subject, MAX_SUBJECT_CHARS);
        if (groups.size() > MAX_GROUPS) {
            throw new IllegalArgumentException("more than " + MAX_GROUPS + " groups");
        }
        SortedSet<String> sorted = new TreeSet<>();
        for (String group : groups) {
            requireText("group", group, MAX_GROUP_CHARS);
            sorted.add(group);
        }
        groups = Collections.unmodifiableSortedSet(sorted);
    }

    public boolean isIn(String group) {
        return groups.contains(group);
    }

    private static void requireText(String what, String text, int maxChars) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        if (text.length() > maxChars) {
            throw new IllegalArgumentException(what + " is longer than " + maxChars + " characters");
        }
        if (text.codePoints().anyMatch(Identity::isUnsafe)) {
            throw new IllegalArgumentException(what + " has a control character");
        }
    }

    /** Control and format characters, line separators and lone surrogates: what can forge a log line or a display. */
    private static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
