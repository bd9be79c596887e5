package io.postern.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where a secret is, never the secret: {@code file:/path} (absolute; UTF-8, one trailing newline dropped, at most
 * {@value #MAX_BYTES} bytes) or {@code env:NAME}.
 */
public record Secret(String reference) {

    public static final int MAX_BYTES = 64 * 1024;

    private static final String FORMS = "a secret is given as file:/absolute/path or env:NAME, never as its value";
    private static final String FILE = "file:";
    private static final String ENV = "env:";
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

    /** @throws IllegalArgumentException for any other form; the message does not repeat what was given */
    public Secret {
        if (reference.startsWith(FILE)) {
            requirePath(reference.substring(FILE.length()));
        } else if (!reference.startsWith(ENV)
                || !ENV_NAME.matcher(reference.substring(ENV.length())).matches()) {
            throw new IllegalArgumentException(FORMS);
        }
    }

    /**
     * Reads the secret, each time anew. Blocking.
     *
     * @throws IllegalStateException if it is missing, empty, too long or not UTF-8; the message holds the reference only
     */
    public String resolve() {
        return resolve(System::getenv);
    }

    String resolve(UnaryOperator<@Nullable String> environment) {
        String value = reference.startsWith(FILE)
                ? read(Path.of(reference.substring(FILE.length())))
                : environment.apply(reference.substring(ENV.length()));
        if (value == null) {
            throw new IllegalStateException(reference + ": is not set");
        }
        if (value.isEmpty()) {
            throw new IllegalStateException(reference + ": is empty");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Secret[" + reference + "]";
    }

    private static void requirePath(String path) {
        try {
            if (Path.of(path).isAbsolute()) {
                return;
            }
        } catch (InvalidPathException e) {
            throw withoutCause();
        }
        throw withoutCause();
    }

    private static IllegalArgumentException withoutCause() {
        return new IllegalArgumentException(FORMS);
    }

    private String read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new IllegalStateException(
                    reference + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IllegalStateException(reference + ": is longer than " + MAX_BYTES + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return withoutNewline(text);
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(reference + ": is not UTF-8 text", e);
        }
    }

    private static String withoutNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
