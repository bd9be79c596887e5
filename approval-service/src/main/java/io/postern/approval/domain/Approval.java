package io.postern.approval.domain;

import java.util.Optional;

/** The state of one approval: what the facts on the log so far add up to. */
public sealed interface Approval {

    Absent ABSENT = new Absent();

    Status status();

    /** A state that a request led to; every state but {@link Absent}. */
    sealed interface Known extends Approval {
        Request request();

        /** The fact that led to this very state. */
        Stamp since();

        /** What a person said, if one did. */
        Optional<Decision> decision();
    }

    /** Nothing was requested under this id. */
    record Absent() implements Approval {
        @Override
        public Status status() {
            return Status.ABSENT;
        }
    }

    record Pending(Request request) implements Known {
        @Override
        public Status status() {
            return Status.PENDING;
        }

        @Override
        public Stamp since() {
            return request.stamp();
        }

        @Override
        public Optional<Decision> decision() {
            return Optional.empty();
        }
    }

    record Granted(Request request, Decision grant) implements Known {
        @Override
        public Status status() {
            return Status.GRANTED;
        }

        @Override
        public Stamp since() {
            return grant.stamp();
        }

        @Override
        public Optional<Decision> decision() {
            return Optional.of(grant);
        }
    }

    record Denied(Request request, Decision denial) implements Known {
        @Override
        public Status status() {
            return Status.DENIED;
        }

        @Override
        public Stamp since() {
            return denial.stamp();
        }

        @Override
        public Optional<Decision> decision() {
            return Optional.of(denial);
        }
    }

    record Expired(Request request, Stamp since) implements Known {
        @Override
        public Status status() {
            return Status.EXPIRED;
        }

        @Override
        public Optional<Decision> decision() {
            return Optional.empty();
        }
    }

    /**
     * @param decision the grant, where the request was withdrawn after it
     */
    record Withdrawn(Request request, Stamp since, Optional<Decision> decision, String reason) implements Known {
        @Override
        public Status status() {
            return Status.WITHDRAWN;
        }
    }

    record Consumed(Request request, Stamp since, Decision grant) implements Known {
        @Override
        public Status status() {
            return Status.CONSUMED;
        }

        @Override
        public Optional<Decision> decision() {
            return Optional.of(grant);
        }
    }

    /** The state after one more fact; a fact that has no place in this state leaves it as it is. */
    static Approval evolve(Approval state, ApprovalEvent event) {
        return switch (state.status()) {
            case ABSENT ->
                event instanceof ApprovalEvent.Requested requested ? new Pending(requested.request()) : state;
            case PENDING -> evolvePending((Pending) state, event);
            case GRANTED -> evolveGranted((Granted) state, event);
            case DENIED, EXPIRED, WITHDRAWN, CONSUMED -> state;
        };
    }

    private static Approval evolvePending(Pending state, ApprovalEvent event) {
        Request request = state.request();
        return switch (event.kind()) {
            case GRANTED -> new Granted(request, ((ApprovalEvent.Granted) event).decision());
            case DENIED -> new Denied(request, ((ApprovalEvent.Denied) event).decision());
            case EXPIRED -> new Expired(request, event.stamp());
            case WITHDRAWN ->
                new Withdrawn(request, event.stamp(), Optional.empty(), ((ApprovalEvent.Withdrawn) event).reason());
            case REQUESTED, CONSUMED -> state;
        };
    }

    private static Approval evolveGranted(Granted state, ApprovalEvent event) {
        return switch (event.kind()) {
            case WITHDRAWN ->
                new Withdrawn(
                        state.request(),
                        event.stamp(),
                        Optional.of(state.grant()),
                        ((ApprovalEvent.Withdrawn) event).reason());
            case CONSUMED -> new Consumed(state.request(), event.stamp(), state.grant());
            case REQUESTED, GRANTED, DENIED, EXPIRED -> state;
        };
    }
}
