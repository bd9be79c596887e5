package io.postern.audit.app;

import io.postern.audit.domain.Fact;

/** Understands the bytes of a record of the session log. Thread-safe. */
public interface FactReader {

    /**
     * @throws NotAFact where the bytes are no fact of a session
     */
    Fact read(Bytes record) throws NotAFact;

    /** Bytes that are no fact of a session; the message says why and is safe to log and store. */
    final class NotAFact extends Exception {
        private static final long serialVersionUID = 1L;

        public NotAFact(String reason) {
            super(reason);
        }

        /** Why. */
        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
