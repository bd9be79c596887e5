package io.postern.proxy.session;

import java.time.Instant;

/**
 * When something happened.
 *
 * @param nanos of a clock that never goes back; for durations only
 */
public record Moment(Instant instant, long nanos) {}
