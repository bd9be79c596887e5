package io.postern.proxy.adapter.netty;

import java.util.Optional;

/** Why there is no connection to a database, in words that a client may see: never the server's own. */
final class LoginFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String detail;

    LoginFailed(String message) {
        super(message, null, false, false);
        detail = "";
    }

    /**
     * @param detail for the log only
     */
    LoginFailed(String message, Throwable detail) {
        super(message, null, false, false);
        this.detail = String.valueOf(detail.getMessage());
    }

    /** For the log: what a client had better not see. */
    Optional<String> detail() {
        return detail.isEmpty() ? Optional.empty() : Optional.of(detail);
    }
}
