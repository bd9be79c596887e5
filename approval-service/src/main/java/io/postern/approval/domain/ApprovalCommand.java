package io.postern.approval.domain;

/** What this service can be asked to do with an approval. The stamp becomes that of the resulting fact. */
public sealed interface ApprovalCommand {

    enum Kind {
        APPROVE,
        DENY,
        EXPIRE
    }

    Kind kind();

    Stamp stamp();

    /**
     * @param reason may be empty
     */
    record Approve(Principal by, String reason, Stamp stamp) implements ApprovalCommand {
        @Override
        public Kind kind() {
            return Kind.APPROVE;
        }
    }

    record Deny(Principal by, String reason, Stamp stamp) implements ApprovalCommand {
        @Override
        public Kind kind() {
            return Kind.DENY;
        }
    }

    /** Time has passed. */
    record Expire(Stamp stamp) implements ApprovalCommand {
        @Override
        public Kind kind() {
            return Kind.EXPIRE;
        }
    }
}
