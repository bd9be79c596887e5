package io.postern.proxy.statement;

/** A column, by object id and attribute number, whose raw value must not reach the client. */
public record MaskedColumn(long relationOid, int columnNumber, String name) {}
