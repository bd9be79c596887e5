package io.postern.proxy.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Trees as servers printed them. */
final class Recorded {

    static final ServerFacts NOTHING = new ServerFacts(15, Map.of(), Map.of());

    private Recorded() {}

    static String tree(int major, String name) {
        return resource("trees/" + major + "-" + name + ".txt");
    }

    static String resource(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream("/proof/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
