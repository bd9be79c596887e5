package io.postern.pgwire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One line of a {@link PgTrace} in the making. */
final class TraceLine {

    private final StringBuilder line = new StringBuilder();
    private final PgTrace.Values values;

    TraceLine(String direction, int length, String name, PgTrace.Values values) {
        this.values = values;
        line.append(direction).append('\t').append(length).append('\t').append(name);
    }

    TraceLine number(long number) {
        return raw(Long.toString(number));
    }

    TraceLine code(byte code) {
        return raw(Character.toString(code & 0xFF));
    }

    /** Text that identifies and never holds data: always shown. */
    TraceLine name(String text) {
        return raw('"' + escaped(text) + '"');
    }

    /** Text that may hold data. */
    TraceLine text(String text) {
        return values == PgTrace.Values.SHOWN ? name(text) : raw("<" + text.length() + " chars>");
    }

    TraceLine value(BindValue value) {
        Bytes bytes = value.bytes();
        return bytes == null ? raw("NULL") : data(bytes);
    }

    TraceLine data(Bytes bytes) {
        return values == PgTrace.Values.SHOWN
                ? raw("'" + escaped(new String(bytes.toByteArray(), StandardCharsets.UTF_8)) + "'")
                : raw(bytes.toString());
    }

    /** A password, token or key: never shown. */
    TraceLine secret() {
        return raw("<secret>");
    }

    TraceLine formats(List<Format> formats) {
        number(formats.size());
        formats.forEach(format -> number(format.code()));
        return this;
    }

    TraceLine numbers(List<Long> numbers) {
        number(numbers.size());
        numbers.forEach(this::number);
        return this;
    }

    TraceLine fields(List<Field> fields) {
        for (Field field : fields) {
            raw(escaped(Character.toString(field.code())));
            switch (field.code()) {
                case 'S', 'V', 'C' -> name(field.value());
                default -> text(field.value());
            }
        }
        return this;
    }

    private TraceLine raw(String text) {
        line.append(' ').append(text);
        return this;
    }

    /** Keeps a line one line, and what it shows in the order it has. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> escaped.append(String.format("\\u%04x", c));
                default -> {
                    if (c == '"' || c == '\'' || c == '\\') {
                        escaped.append('\\');
                    }
                    escaped.appendCodePoint(c);
                }
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
