package io.postern.audit.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times, durations and sizes in words, the same in every place and locale. */
final class Quantity {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Quantity() {}

    static String dayAndTime(Instant at) {
        return DAY_AND_TIME.format(at);
    }

    /** The time of day where the day is that of the reference, day and time otherwise. */
    static String time(Instant at, Instant reference) {
        boolean sameDay = at.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .equals(reference.atZone(ZoneOffset.UTC).toLocalDate());
        return sameDay ? TIME.format(at) : DAY_AND_TIME.format(at);
    }

    static String duration(Duration duration) {
        long micros = duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
        if (micros < 0) {
            return "-" + duration(duration.negated());
        }
        if (micros < 1_000_000) {
            return String.format(Locale.ROOT, "%.3f ms", micros / 1_000.0);
        }
        if (micros < 60_000_000) {
            return String.format(Locale.ROOT, "%.3f s", micros / 1_000_000.0);
        }
        long seconds = micros / 1_000_000;
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
    }

    static String count(long n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}
