package io.postern.policy.domain;

/** From the mildest to the strictest. */
public enum Verdict {
    ALLOW,
    PARK,
    DENY;

    Verdict strictest(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
