package io.postern.pgwire;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What ErrorResponse and NoticeResponse have in common. */
final class Fields {

    private Fields() {}

    static List<Field> decode(BodyReader reader) {
        List<Field> fields = new ArrayList<>();
        byte code = reader.int8("field code");
        while (code != 0) {
            if (code < 0) {
                throw reader.violation("an ASCII field code", "byte " + (code & 0xFF));
            }
            fields.add(new Field((char) code, reader.string("field")));
            code = reader.int8("field code");
        }
        reader.end();
        for (char required : new char[] {'S', 'C', 'M'}) {
            if (find(fields, required) == null) {
                throw reader.violation("field " + required, "none");
            }
        }
        return fields;
    }

    static void encode(List<Field> fields, MessageWriter body) {
        for (Field field : fields) {
            body.int8(field.code()).string(field.value());
        }
        body.int8(0);
    }

    static List<Field> of(
            String severity, String sqlState, String message, @Nullable String detail, @Nullable String hint) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field('S', severity));
        fields.add(new Field('V', severity));
        fields.add(new Field('C', sqlState));
        fields.add(new Field('M', message));
        if (detail != null) {
            fields.add(new Field('D', detail));
        }
        if (hint != null) {
            fields.add(new Field('H', hint));
        }
        return fields;
    }

    /** First value of a field, null if there is none. */
    static @Nullable String find(List<Field> fields, char code) {
        for (Field field : fields) {
            if (field.code() == code) {
                return field.value();
            }
        }
        return null;
    }

    static String require(List<Field> fields, char code) {
        String value = find(fields, code);
        if (value == null) {
            throw new IllegalArgumentException("field " + code + " is missing");
        }
        return value;
    }

    /** The severity that is not translated, where the server sends it. */
    static String severity(List<Field> fields) {
        String severity = find(fields, 'V');
        return severity == null ? require(fields, 'S') : severity;
    }
}
