package io.postern.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.avro.Schema;

/** The frozen schemas: every version of every event that a log may hold. */
final class SchemaHistory {

    static final String DIRECTORY = "/avro/history/";
    static final String INDEX = "index.txt";

    private SchemaHistory() {}

    /** All frozen schemas, in the order of the index. */
    static List<Schema> load() {
        List<Schema> schemas = new ArrayList<>();
        for (String file : read(INDEX).lines().toList()) {
            schemas.add(new Schema.Parser().parse(read(file)));
        }
        return List.copyOf(schemas);
    }

    private static String read(String file) {
        try (InputStream in = SchemaHistory.class.getResourceAsStream(DIRECTORY + file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + DIRECTORY + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
