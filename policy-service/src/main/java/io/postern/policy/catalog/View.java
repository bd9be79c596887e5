package io.postern.policy.catalog;

/**
 * What makes a relation a view.
 *
 * @param definition its query, every name outside pg_catalog qualified
 * @param securityBarrier whether its conditions have to hold before any other function sees a row
 * @param securityInvoker whether it reads with the rights of who asks, not of its owner
 */
public record View(String definition, boolean securityBarrier, boolean securityInvoker) {}
