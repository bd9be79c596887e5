package io.postern.approval.domain;

/** A fact in the life of one approval. */
public sealed interface ApprovalEvent {

    enum Kind {
        REQUESTED,
        GRANTED,
        DENIED,
        EXPIRED,
        WITHDRAWN,
        CONSUMED
    }

    Kind kind();

    String approvalId();

    Stamp stamp();

    /** A statement was parked and waits for a person. */
    record Requested(Request request) implements ApprovalEvent {
        @Override
        public Kind kind() {
            return Kind.REQUESTED;
        }

        @Override
        public String approvalId() {
            return request.approvalId();
        }

        @Override
        public Stamp stamp() {
            return request.stamp();
        }
    }

    /**
     * A person said yes.
     *
     * @param binding as in the {@link Terms} of the request
     */
    record Granted(String approvalId, Decision decision, String binding) implements ApprovalEvent {
        @Override
        public Kind kind() {
            return Kind.GRANTED;
        }

        @Override
        public Stamp stamp() {
            return decision.stamp();
        }
    }

    /** A person said no. */
    record Denied(String approvalId, Decision decision) implements ApprovalEvent {
        @Override
        public Kind kind() {
            return Kind.DENIED;
        }

        @Override
        public Stamp stamp() {
            return decision.stamp();
        }
    }

    /** Nobody decided in time. */
    record Expired(String approvalId, Stamp stamp) implements ApprovalEvent {
        @Override
        public Kind kind() {
            return Kind.EXPIRED;
        }
    }

    /** The requester cancelled the statement or left. */
    record Withdrawn(String approvalId, Stamp stamp, String reason) implements ApprovalEvent {
        @Override
        public Kind kind() {
            return Kind.WITHDRAWN;
        }
    }

    /** The granted statement went on to run. */
    record Consumed(String approvalId, Stamp stamp) implements ApprovalEvent {
        @Override
        public Kind kind() {
            return Kind.CONSUMED;
        }
    }
}
