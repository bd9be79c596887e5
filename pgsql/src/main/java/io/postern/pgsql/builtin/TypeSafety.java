package io.postern.pgsql.builtin;

/** Whether values may be converted to a type. */
public enum TypeSafety {
    SAFE("The text of a constant is its value: converting to it reads nothing and runs nothing else."),
    PINNING("The text of a constant names an object, which converting looks up: constants are pinned."),
    UNSAFE(
            "Stands for something inside the server, or holds values of columns as statistics do: nobody has to convert to it.");

    private final String reason;

    TypeSafety(String reason) {
        this.reason = reason;
    }

    /** A sentence, for people. */
    public String reason() {
        return reason;
    }
}
