package io.postern.deploy.e2e;

import java.util.List;
import java.util.Optional;

import io.postern.pgwire.Bytes;

/**
 * How the last statement of an attempt ended, and every byte that came back during all of it.
 *
 * @param columns names, types and type modifiers of the last result that had any
 * @param rows values as text
 * @param parked whether a statement began to wait for an approval; it was withdrawn
 */
record Attempt(
        Optional<Failure> failure, List<String> columns, List<List<String>> rows, boolean parked, Bytes received) {

    /**
     * @param routine whether it names a routine of the server's sources, as the gate's own never do
     */
    record Failure(String sqlState, String message, boolean routine) {

        /** Whether the gate refused, rather than the server, whose errors over masked columns come without their text. */
        boolean gate() {
            return !routine && !message.endsWith("(what the server says of it is withheld here)");
        }
    }

    Attempt {
        columns = List.copyOf(columns);
    }

    /** What an onlooker learns who compares two attempts, quoted constants aside. */
    List<Object> visible() {
        return List.of(failure.map(Failure::sqlState), rows);
    }
}
