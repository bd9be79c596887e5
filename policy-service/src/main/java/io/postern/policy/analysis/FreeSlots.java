package io.postern.policy.analysis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which constants play no part in the analysis. All do until a position known to be harmless frees one. */
final class FreeSlots {

    private final Set<Integer> free = new HashSet<>();
    private final Set<Integer> kept = new HashSet<>();
    private int pinning;

    /** Until {@link #stopPinning()}, nothing is freed. */
    void startPinning() {
        pinning++;
    }

    void stopPinning() {
        pinning--;
    }

    void free(Value value) {
        if (pinning == 0) {
            free.addAll(value.slots());
        }
    }

    /** Never frees the slots, wherever they stand. */
    void keep(List<Integer> slots) {
        kept.addAll(slots);
    }

    /** Frees constants that stand beside something that is none. */
    void beside(Value left, Value right) {
        if (left.givesMeaning()) {
            free(right);
        }
        if (right.givesMeaning()) {
            free(left);
        }
    }

    Set<Integer> slots() {
        free.removeAll(kept);
        return free;
    }
}
