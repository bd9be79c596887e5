/**
 * What the log says: facts of sessions, and the story that they tell.
 *
 * <p>Start with {@link io.postern.audit.domain.SessionLog}, which folds {@link io.postern.audit.domain.Fact facts} into
 * a {@link io.postern.audit.domain.SessionStory}. The rule throughout: a story claims what the facts support and nothing
 * more. Above all, a statement that may have run is never shown as one that did not.
 *
 * <p>Pure: no I/O, no clock.
 */
@NullMarked
package io.postern.audit.domain;

import org.jspecify.annotations.NullMarked;
