package io.postern.proxy.adapter.netty;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What was wrong in one fuzzed conversation, and the last things that happened in it. */
final class Findings {

    private static final int MAX_STORY = 120;

    private final List<String> found = new ArrayList<>();
    private final Deque<String> story = new ArrayDeque<>();

    void add(String what) {
        found.add(what);
        happened("FOUND " + what);
    }

    void happened(String what) {
        if (story.size() == MAX_STORY) {
            story.removeFirst();
        }
        story.addLast(what);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    @Override
    public String toString() {
        return String.join("\n", found) + "\nafter\n  " + String.join("\n  ", story);
    }
}
