package io.postern.approval.domain;

import java.time.Instant;

/** A question to people: may this statement run? */
public record Request(
        String approvalId,
        Stamp stamp,
        Principal requester,
        Origin origin,
        Parked parked,
        Terms terms,
        Instant expiresAt) {

    /** True for those who may decide it and for the one who asks; for nobody else does it exist. */
    public boolean mayBeSeenBy(Principal reader) {
        return reader.isSamePersonAs(requester) || reader.isInOneOf(terms.approverGroups());
    }

    boolean isOverAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
