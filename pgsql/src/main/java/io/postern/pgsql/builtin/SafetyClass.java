package io.postern.pgsql.builtin;

/** In what way a function is safe. */
public enum SafetyClass {
    ORDINARY(
            "Computes from its arguments alone; whatever constants stand in them, it reads nothing else, changes nothing and runs"
                    + " no text as SQL."),
    SUPPORT(
            "Does the work of an operator, a cast, a type's input and output, a sampling method or a window frame, and computes"
                    + " from its arguments alone."),
    SESSION(
            "Tells of the clock, of chance, or of the session and server as the asker knows them; takes no argument that says"
                    + " what."),
    CATALOG(
            "Tells of names, shapes and rights of objects, which the readable system catalogs show as well; its arguments say of"
                    + " which object, so constants in them are pinned."),
    PINNING(
            "Computes from its arguments, which name an object or a setting or say how much work is done, so constants in them"
                    + " are pinned.");

    private final String reason;

    SafetyClass(String reason) {
        this.reason = reason;
    }

    /** A sentence, for people. */
    public String reason() {
        return reason;
    }

    /** Whether a decision about a call holds only for the constants that stand in its arguments. */
    public boolean pinsConstants() {
        return switch (this) {
            case ORDINARY, SUPPORT, SESSION -> false;
            case CATALOG, PINNING -> true;
        };
    }
}
