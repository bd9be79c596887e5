package io.postern.proxy.statement;

/** A policy rule that had a say in a decision; the reason is for people. */
public record Rule(String id, Verdict verdict, String reason) {}
