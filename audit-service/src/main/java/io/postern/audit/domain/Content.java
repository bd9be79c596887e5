package io.postern.audit.domain;

import java.util.HexFormat;
import java.util.Optional;

/** A text or value that can hold personal data, as far as it can be shown. */
public sealed interface Content {

    Kind kind();

    enum Kind {
        CLEAR,
        BINARY,
        SEALED
    }

    /** Text, exactly as it was sent. */
    record Clear(String text) implements Content {
        @Override
        public Kind kind() {
            return Kind.CLEAR;
        }

        @Override
        public String toString() {
            return "Clear[<" + text.length() + " chars>]";
        }
    }

    /** Bytes that are not text, as lower-case hex. */
    record Binary(String hex) implements Content {
        @Override
        public Kind kind() {
            return Kind.BINARY;
        }

        @Override
        public String toString() {
            return "Binary[<" + hex.length() / 2 + " bytes>]";
        }
    }

    /** Content under a seal that is not open here. */
    record Sealed(Optional<String> keyId) implements Content {
        @Override
        public Kind kind() {
            return Kind.SEALED;
        }
    }

    static Content clear(String text) {
        return new Clear(text);
    }

    static Content binary(byte[] bytes) {
        return new Binary(HexFormat.of().formatHex(bytes));
    }
}
