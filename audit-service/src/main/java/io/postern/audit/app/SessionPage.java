package io.postern.audit.app;

import java.util.Optional;

import io.postern.audit.domain.SessionStory;

/**
 * A session's story, or the part of it that holds some of its statements.
 *
 * @param before how many statements come before these
 * @param next the statement to continue after, where there are more
 * @param facts how many facts of the session were on record; grows with each
 */
public record SessionPage(SessionStory story, long before, Optional<String> next, long facts) {}
