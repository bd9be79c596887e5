/**
 * The approval as an event-sourced aggregate, free of I/O, clocks and chance.
 *
 * <p>{@link io.postern.approval.domain.Approval#evolve} folds facts into a state and never refuses one;
 * {@link io.postern.approval.domain.Voting#decide} answers a command with facts or with a refusal.
 *
 * <pre>
 *   ABSENT -- requested --> PENDING -- granted ---> GRANTED -- consumed ---> CONSUMED
 *                              |                       `----- withdrawn --> WITHDRAWN
 *                              |-- denied ----> DENIED
 *                              |-- expired ---> EXPIRED
 *                              `-- withdrawn -> WITHDRAWN
 * </pre>
 *
 * Any other fact leaves the state as it is, so the first terminal fact of the log wins and a fact read twice counts once.
 */
@NullMarked
package io.postern.approval.domain;

import org.jspecify.annotations.NullMarked;
