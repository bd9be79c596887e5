package io.postern.proxy.proof;

/**
 * Whether a role's statements in a database can be proven.
 *
 * @param why for administrators; empty where all is well
 */
public record AnalysisState(Kind kind, String why) {

    public enum Kind {
        /** Nobody has asked yet. */
        UNKNOWN,
        /** The server prints its trees, and to this gate alone. */
        PROVING,
        /** It also writes them, with the constants of statements, to its own log. */
        PROVING_AND_LOGGED,
        /** It cannot be asked. */
        IMPOSSIBLE
    }
}
