package io.postern.deploy.cli;

import java.util.Set;
import java.util.TreeSet;

import io.postern.deploy.terminal.CommandFailed;

/** Finds the one id that begins with what was typed. */
final class Prefix {

    private final String typed;
    private final Set<String> found = new TreeSet<>();

    Prefix(String typed) {
        this.typed = typed;
    }

    void offer(String id) {
        if (id.startsWith(typed)) {
            found.add(id);
        }
    }

    /**
     * What was typed, where none begins with it: it may be the whole id of one that was not offered.
     *
     * @param what the ids are of
     */
    String only(String what) {
        if (found.isEmpty()) {
            return typed;
        }
        if (found.size() > 1) {
            throw new CommandFailed(
                    found.size() + " " + what + "s begin with " + typed + ": " + String.join(", ", found));
        }
        return found.iterator().next();
    }
}
