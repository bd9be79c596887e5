package io.postern.approval.domain;

/** Why a statement is parked: a rule of the policy and its words for people. */
public record RuleReason(String ruleId, String reason) {}
