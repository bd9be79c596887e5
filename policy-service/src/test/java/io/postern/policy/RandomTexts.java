package io.postern.policy;

import java.util.List;
import java.util.Random;

/** Texts that are nearly SQL, with everything in them that PostgreSQL's lexer tells apart. Equal seeds give equal texts. */
final class RandomTexts {

    private static final List<String> GAPS = List.of(
            "", "", "", " ", " ", "\n", "\t", "\u000B", "\f", "\r", "/* a /* ' */ */", "/**/", "--'\n", "-- \u000B\r");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "9",
            "7",
            "_",
            "_",
            ".",
            "e",
            "E+",
            "e-",
            "0x",
            "0X",
            "0o",
            "0b",
            "F",
            "a",
            "g",
            "$1",
            "..",
            "2147483647");
    private static final List<String> PREFIXES =
            List.of("", "", "E", "e", "N", "n", "B", "x", "U&", "u&", "U&", "$", "a");
    private static final List<String> CONTENTS = List.of(
            "a",
            "0",
            "1",
            "é",
            "😀",
            "''",
            "\"\"",
            "\\\\",
            "\\'",
            "\\u0061",
            "\\U00000061",
            "\\uD83D\\uDE00",
            "\\0061",
            "!0061",
            "!!",
            "\\+000061",
            "\\D83D\\DE00",
            "!D83D!DE00",
            "\\x41",
            "\\101",
            "\\n",
            "--",
            "/*",
            "*/",
            "$$",
            "$a$",
            "\n",
            " ",
            ";",
            "'\n'",
            "' --x\n\u000B'",
            "'\t'",
            "!",
            "\\");
    private static final List<String> ESCAPES = List.of(
            "'!'",
            "'!'",
            "'!'",
            "E'!'",
            "$$!$$",
            "$a$!$a$",
            "'\\'",
            "''\n'!'",
            "''",
            "'!!'",
            "'+'",
            "'\"'",
            "' '",
            "'a'",
            "'é'",
            "U&'!'",
            "N'!'",
            "!",
            "E'\\x21'",
            "");
    private static final List<String> NAMES = List.of(
            "a",
            "B_1",
            "é",
            "e",
            "u",
            "x",
            "n",
            "uescape",
            "a$1",
            "a$$",
            "_1",
            "\"a\"",
            "\"a\"\"b\"",
            "\"--\"",
            "\"'\"",
            "\"\"",
            "\u00A0",
            "U&\"\\0061\"",
            "U&\"!0061\"UESCAPE'!'",
            "u&\"a\" uescape '?'",
            "U&\"?\"",
            "U & 1");
    private static final List<String> TAGS = List.of("$$", "$$", "$a$", "$é_1$", "$1$", "$A$", "$a");
    private static final List<String> JOINS = List.of(
            ",", ",", ",", "::", ":=", "=>", "..", ".", ":", "<=", ">=", "<>", "!=", "+", "-", "*", "/", "%", "^", "<",
            ">", "=");
    private static final String OPERATORS = "+-*/<>=~!@#%^&|`?";
    private static final String ALPHABET = "0123456789_.eExXoObBuUnN&'\"$\\/*-+<>=@:;,()[]{}! \n\r\t\u000B\fé\u0001aFg";

    private final Random random;

    RandomTexts(long seed) {
        random = new Random(seed);
    }

    String next() {
        StringBuilder text = new StringBuilder("SELECT ");
        operand(text);
        for (int more = random.nextInt(3); more > 0; more--) {
            gap(text);
            join(text);
            gap(text);
            operand(text);
        }
        gap(text);
        if (random.nextInt(3) == 0) {
            mutate(text);
        }
        return text.toString();
    }

    private void operand(StringBuilder text) {
        switch (random.nextInt(10)) {
            case 0, 1 -> several(text, NUMBERS, 4);
            case 2, 3 -> string(text);
            case 4 -> dollar(text);
            case 5 -> text.append('$').append(any(NUMBERS));
            case 6 -> {
                text.append("f(a").append(any(List.of("=>", ":=", " ", ","))).append(' ');
                several(text, NUMBERS, 2);
                text.append(')');
            }
            case 7 -> {
                text.append("a[");
                several(text, NUMBERS, 2);
                text.append(any(List.of(":", "]", ":a]", ":1]")));
            }
            default -> text.append(any(NAMES));
        }
    }

    private void string(StringBuilder text) {
        text.append(any(PREFIXES)).append('\'');
        several(text, CONTENTS, 3);
        text.append('\'');
        if (random.nextInt(4) == 0) {
            text.append(any(List.of(" \n ", " ", "--x\n"))).append('\'');
            several(text, CONTENTS, 2);
            text.append('\'');
        }
        if (random.nextInt(3) == 0) {
            gap(text);
            text.append(any(List.of("uescape", "UESCAPE", "uescap", "\"uescape\"")));
            gap(text);
            text.append(any(ESCAPES));
        }
    }

    private void dollar(StringBuilder text) {
        String tag = any(TAGS);
        text.append(tag);
        several(text, CONTENTS, 3);
        text.append(random.nextInt(6) == 0 ? any(TAGS) : tag);
    }

    private void join(StringBuilder text) {
        if (random.nextInt(3) > 0) {
            text.append(any(JOINS));
            return;
        }
        for (int k = 1 + random.nextInt(4); k > 0; k--) {
            text.append(OPERATORS.charAt(random.nextInt(OPERATORS.length())));
        }
    }

    private void gap(StringBuilder text) {
        text.append(any(GAPS));
    }

    /** From 1 to {@code most} of the parts. */
    private void several(StringBuilder text, List<String> parts, int most) {
        for (int k = 1 + random.nextInt(most); k > 0; k--) {
            text.append(any(parts));
        }
    }

    private void mutate(StringBuilder text) {
        int fixed = "SELECT ".length();
        for (int k = 1 + random.nextInt(2); k > 0; k--) {
            int at = fixed + random.nextInt(text.length() - fixed + 1);
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            boolean inside = at < text.length() && !Character.isSurrogate(text.charAt(at));
            if (random.nextBoolean() && inside) {
                text.deleteCharAt(at);
            } else if (at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
                text.insert(at, c);
            }
        }
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
