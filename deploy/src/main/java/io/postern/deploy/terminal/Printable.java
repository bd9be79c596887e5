package io.postern.deploy.terminal;

import java.util.Locale;

/**
 * Text from a log or a service as it may be shown on a terminal: whatever could move the cursor, change colours or reorder
 * the line is escaped.
 */
public final class Printable {

    private Printable() {}

    /** One line: line breaks are escaped as well. */
    public static String line(String text) {
        return escape(text, "");
    }

    /** Line breaks and tabs stay. */
    public static String block(String text) {
        return escape(text.replace("\r\n", "\n"), "\n\t");
    }

    private static String escape(String text, String kept) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (kept.indexOf(point) >= 0 || isSafe(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append(escaped(point));
            }
        });
        return shown.toString();
    }

    private static boolean isSafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escaped(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u{%X}", point);
        };
    }
}
