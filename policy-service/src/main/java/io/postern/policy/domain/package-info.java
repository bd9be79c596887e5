/**
 * The policy and what follows from it: who may connect, what a statement's verdict is, which columns are masked. Pure.
 *
 * <p>Start with {@link io.postern.policy.domain.Decider}. The strictest rule wins and order never matters; what no rule allows is
 * denied.
 */
@NullMarked
package io.postern.policy.domain;

import org.jspecify.annotations.NullMarked;
