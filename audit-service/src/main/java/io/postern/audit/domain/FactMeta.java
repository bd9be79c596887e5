package io.postern.audit.domain;

import java.time.Instant;

/**
 * A fact's identity and its place in the story of one session.
 *
 * @param eventId unique; a second fact of the same id is the same fact
 * @param producer the process that wrote it
 * @param sequence counts, from 0, what that producer wrote about this session
 */
public record FactMeta(String eventId, String sessionId, Instant occurredAt, String producer, long sequence) {}
