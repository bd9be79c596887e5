package io.postern.policy.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which constants play no part in the reading. All do until a position known to be harmless frees one. */
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

    void free(Operand operand) {
        if (pinning == 0) {
            free.addAll(operand.slots());
        }
    }

    /** Never frees the slot, wherever it stands. */
    void keep(int slot) {
        kept.add(slot);
    }

    /** Frees constants that are compared with something. */
    void compared(Operand left, Operand right) {
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

    /** A row of these members; compared with something, its constants are. */
    static Operand row(List<Operand> members) {
        List<Integer> slots = new ArrayList<>();
        members.forEach(member -> slots.addAll(member.slots()));
        return new Operand(Operand.Kind.ROW, slots);
    }
}
