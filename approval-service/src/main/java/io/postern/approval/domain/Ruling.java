package io.postern.approval.domain;

import java.util.List;

/** The answer to a command: the facts that follow from it, or why none do. */
public sealed interface Ruling {

    record Accepted(List<ApprovalEvent> events) implements Ruling {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Refused(Refusal refusal) implements Ruling {}
}
