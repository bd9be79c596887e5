package io.postern.deploy.launch;

import java.math.BigDecimal;
import java.time.Instant;

/** When the user gave the command. */
public final class ProcessStart {

    private static final String PROPERTY = "postern.started";

    private ProcessStart() {}

    /** As the launcher noted it, in seconds since the epoch with a fraction; the start of this process otherwise. */
    public static Instant instant() {
        String noted = System.getProperty(PROPERTY, "").replace(',', '.');
        try {
            return Instant.ofEpochMilli(new BigDecimal(noted).movePointRight(3).longValue());
        } catch (NumberFormatException e) {
            return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        }
    }
}
