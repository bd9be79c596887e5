package io.postern.proxy.statement;

import io.postern.identity.Identity;
import io.postern.pgwire.Bytes;

/** How a request for approval ended. */
public sealed interface ApprovalResolution {

    record Granted(Identity approver, String reason, Bytes binding) implements ApprovalResolution {}

    record Denied(Identity approver, String reason) implements ApprovalResolution {}

    /** Nobody decided in time. */
    record Expired() implements ApprovalResolution {}

    /** Somebody else withdrew it. */
    record Withdrawn() implements ApprovalResolution {}
}
