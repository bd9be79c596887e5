package io.postern.approval.domain;

/** The tag of each state of {@link Approval}. */
public enum Status {
    ABSENT,
    PENDING,
    GRANTED,
    DENIED,
    EXPIRED,
    WITHDRAWN,
    CONSUMED;

    /** True where no fact can change the state any more. */
    public boolean isFinal() {
        return switch (this) {
            case ABSENT, PENDING, GRANTED -> false;
            case DENIED, EXPIRED, WITHDRAWN, CONSUMED -> true;
        };
    }
}
