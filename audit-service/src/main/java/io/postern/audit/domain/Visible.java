package io.postern.audit.domain;

import java.util.Locale;

/**
 * Text made safe for a terminal: characters that move the cursor, reorder, hide, or look like a space without being
 * one are spelled out as <code>&#92;u{202E}</code>. Source: The Unicode Standard, general categories, and its
 * Default_Ignorable_Code_Point letters and marks.
 */
final class Visible {

    private Visible() {}

    /** Whether the text, taken as one line, can be printed as it is. */
    static boolean isPlain(String line) {
        return line.codePoints().noneMatch(Visible::hidden);
    }

    /** The line with hidden characters spelled out and, so that nothing is ambiguous, backslashes doubled. */
    static String spelled(String line) {
        StringBuilder out = new StringBuilder(line.length() + 16);
        line.codePoints().forEach(c -> {
            if (c == '\\') {
                out.append("\\\\");
            } else if (hidden(c)) {
                String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
                out.append("\\u{")
                        .append("0".repeat(Math.max(0, 4 - hex.length())))
                        .append(hex)
                        .append('}');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** For short values within a line: as it is where that is plain, spelled out otherwise. */
    static String inline(String value) {
        return isPlain(value) && value.indexOf('\t') < 0
                ? value
                : spelled(value).replace("\t", "\\u{0009}");
    }

    private static boolean hidden(int c) {
        if (c == ' ' || c == '\t') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> true;
            default -> ignorable(c);
        };
    }

    private static boolean ignorable(int c) {
        return c == 0x034F // combining grapheme joiner
                || c == 0x115F // Hangul fillers
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0
                || c == 0x2800 // Braille blank
                || (c >= 0x17B4 && c <= 0x17B5) // Khmer inherent vowels
                || (c >= 0x180B && c <= 0x180F) // Mongolian selectors
                || (c >= 0xFE00 && c <= 0xFE0F) // variation selectors
                || (c >= 0xE0100 && c <= 0xE01EF);
    }
}
