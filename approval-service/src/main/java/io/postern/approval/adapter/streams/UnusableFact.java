package io.postern.approval.adapter.streams;

/** A record on the approvals topic that cannot be folded. The message names no content. */
final class UnusableFact extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableFact(String message) {
        super(message);
    }
}
