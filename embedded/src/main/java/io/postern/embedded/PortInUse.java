package io.postern.embedded;

/** A port that was asked for is taken. */
public final class PortInUse extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final int port;
    private final String what;

    /** @param what wants the port, as in "Kafka" */
    public PortInUse(int port, String what) {
        super("port " + port + " for " + what + " is in use");
        this.port = port;
        this.what = what;
    }

    public int port() {
        return port;
    }

    public String what() {
        return what;
    }
}
