package io.postern.audit.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sequence numbers of one producer that are on record without a hole: first to last, inclusive. */
public record SequenceRun(String producer, long first, long last) {

    /** The runs in these facts, by producer and number. */
    static List<SequenceRun> of(List<Fact> facts) {
        Map<String, TreeSet<Long>> numbers = new TreeMap<>();
        for (Fact fact : facts) {
            numbers.computeIfAbsent(fact.meta().producer(), producer -> new TreeSet<>())
                    .add(fact.meta().sequence());
        }
        List<SequenceRun> runs = new ArrayList<>();
        numbers.forEach((producer, present) -> {
            long first = present.first();
            long last = first;
            for (long number : present.tailSet(first, false)) {
                if (number != last + 1) {
                    runs.add(new SequenceRun(producer, first, last));
                    first = number;
                }
                last = number;
            }
            runs.add(new SequenceRun(producer, first, last));
        });
        return runs;
    }

    /**
     * What is missing between runs, and before the first of each producer, since producers count from 0.
     *
     * @param runs by producer and number, not overlapping
     */
    static List<Gap> gaps(List<SequenceRun> runs) {
        List<Gap> gaps = new ArrayList<>();
        String producer = "";
        long expected = 0;
        for (SequenceRun run : runs) {
            if (!run.producer().equals(producer)) {
                producer = run.producer();
                expected = 0;
            }
            if (run.first() > expected) {
                gaps.add(new Gap(producer, expected, run.first() - 1));
            }
            expected = run.last() + 1;
        }
        return gaps;
    }
}
