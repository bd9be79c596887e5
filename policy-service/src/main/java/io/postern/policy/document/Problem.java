package io.postern.policy.document;

/**
 * @param line from 1
 */
public record Problem(int line, String message) {

    @Override
    public String toString() {
        return "line " + line + ": " + message;
    }
}
