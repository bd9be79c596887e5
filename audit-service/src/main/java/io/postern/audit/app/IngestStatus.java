package io.postern.audit.app;

/** How the ingest is doing. One thread reports, any thread reads. */
public final class IngestStatus {

    /** What the ingest is doing. */
    public enum Phase {
        STARTING,
        FOLLOWING,
        LOG_AWAY,
        STORE_AWAY,
        /** Something that waiting may not repair; it is tried again all the same. */
        BLOCKED
    }

    /**
     * @param detail for people; empty while following
     * @param lag records on the log that are not stored yet, -1 where not known
     */
    public record Report(Phase phase, String detail, long lag) {

        public boolean following() {
            return phase == Phase.FOLLOWING;
        }
    }

    private volatile Report report = new Report(Phase.STARTING, "starting", -1);

    public Report report() {
        return report;
    }

    public void following(long lag) {
        report = new Report(Phase.FOLLOWING, "", lag);
    }

    /** The lag is no longer known. */
    public void stopped(Phase phase, String detail) {
        report = new Report(phase, detail, -1);
    }
}
