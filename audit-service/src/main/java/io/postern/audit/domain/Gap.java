package io.postern.audit.domain;

/** Facts that one producer wrote about a session and that are not on record: sequence numbers first to last, inclusive. */
public record Gap(String producer, long first, long last) {}
