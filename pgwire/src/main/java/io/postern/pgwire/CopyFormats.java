package io.postern.pgwire;

import java.util.List;

/** The body that the three replies to COPY share. */
record CopyFormats(Format overall, List<Format> columns) {

    static CopyFormats decode(BodyReader reader) {
        byte code = reader.int8("overall format");
        Format overall = Format.of(code);
        if (overall == null) {
            throw reader.violation("overall format 0 or 1", Integer.toString(code));
        }
        List<Format> columns = reader.formats("column formats");
        reader.end();
        return new CopyFormats(overall, columns);
    }

    void encode(MessageWriter body) {
        body.int8(overall.code()).formats(columns);
    }
}
