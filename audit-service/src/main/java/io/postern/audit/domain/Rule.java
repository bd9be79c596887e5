package io.postern.audit.domain;

/** A rule of the policy that had a say, and its words for people. */
public record Rule(String id, Verdict verdict, String reason) {}
