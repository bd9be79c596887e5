package io.postern.approval.domain;

import java.time.Instant;

/** The identity and time of one fact. */
public record Stamp(String eventId, Instant at) {}
