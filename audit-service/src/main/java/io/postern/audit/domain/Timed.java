package io.postern.audit.domain;

import java.time.Instant;

/** Something and when it happened. */
public record Timed<T>(Instant at, T what) {}
