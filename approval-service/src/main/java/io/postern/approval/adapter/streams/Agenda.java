package io.postern.approval.adapter.streams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.postern.approval.domain.Approval;
import io.postern.approval.domain.Status;

/**
 * What time will do to the approvals of one store: which pending ones are due to expire, and which final ones are too
 * many to keep. Rebuilt from the store at start; confined to the thread of its processor.
 */
final class Agenda {

    private record Entry(Instant at, String approvalId) {}

    private static final Comparator<Entry> IN_TIME =
            Comparator.comparing(Entry::at).thenComparing(Entry::approvalId);

    private final NavigableSet<Entry> deadlines = new TreeSet<>(IN_TIME);
    private final NavigableSet<Entry> finished = new TreeSet<>(IN_TIME);
    private final int finishedToKeep;

    Agenda(int finishedToKeep) {
        this.finishedToKeep = finishedToKeep;
    }

    void note(Approval.Known approval) {
        String id = approval.request().approvalId();
        Entry deadline = new Entry(approval.request().expiresAt(), id);
        if (approval.status() == Status.PENDING) {
            deadlines.add(deadline);
        } else {
            deadlines.remove(deadline);
        }
        if (approval.status().isFinal()) {
            finished.add(new Entry(approval.since().at(), id));
        }
    }

    /** The pending approvals whose time has passed; each is told once. */
    List<String> due(Instant now) {
        List<String> due = new ArrayList<>();
        while (!deadlines.isEmpty() && !deadlines.first().at().isAfter(now)) {
            due.add(deadlines.pollFirst().approvalId());
        }
        return due;
    }

    /** The oldest final approvals beyond the number to keep; each is told once. */
    List<String> surplus() {
        List<String> surplus = new ArrayList<>();
        while (finished.size() > finishedToKeep) {
            surplus.add(finished.pollFirst().approvalId());
        }
        return surplus;
    }
}
