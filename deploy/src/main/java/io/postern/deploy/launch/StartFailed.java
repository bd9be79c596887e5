package io.postern.deploy.launch;

/** A part did not start; the cause says why. */
public final class StartFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String part;

    StartFailed(String part, Throwable cause) {
        super(part + ": " + reason(cause), cause);
        this.part = part;
    }

    public String part() {
        return part;
    }

    /** The first cause that says something. */
    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            boolean repeatsItsCause = cause.getCause() != null
                    && message != null
                    && message.equals(cause.getCause().toString());
            if (message != null && !message.isBlank() && !repeatsItsCause) {
                return message;
            }
        }
        return failure.getClass().getSimpleName();
    }
}
