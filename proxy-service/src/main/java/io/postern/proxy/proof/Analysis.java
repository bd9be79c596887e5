package io.postern.proxy.proof;

/** What a server made of a text. */
public sealed interface Analysis {

    /** @param text the tree as printed */
    record Printed(String text, ServerFacts facts) implements Analysis {

        /** Without the text, which holds constants. */
        @Override
        public String toString() {
            return "Printed[" + text.length() + " characters]";
        }
    }

    /**
     * It is no valid statement there.
     *
     * @param message the server's own, which may quote the text
     */
    record Rejected(String sqlState, String message) implements Analysis {

        @Override
        public String toString() {
            return "Rejected[" + sqlState + "]";
        }
    }

    /** The tree is larger than this gate reads. */
    record TooLarge() implements Analysis {}

    /** @param why without any text of the statement */
    record Unavailable(String why) implements Analysis {}
}
