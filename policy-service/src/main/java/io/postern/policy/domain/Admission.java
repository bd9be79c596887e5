package io.postern.policy.domain;

/** Lets an audience connect, as one database role. */
public record Admission(String id, Audience audience, String role) {}
