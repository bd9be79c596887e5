package io.postern.audit.domain;

/** How the client sent a statement: PostgreSQL's simple or extended query protocol. */
public enum Protocol {
    SIMPLE,
    EXTENDED,
    UNKNOWN
}
