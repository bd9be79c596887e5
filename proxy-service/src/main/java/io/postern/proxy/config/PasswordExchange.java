package io.postern.proxy.config;

/** How a password may be proven to a database. In clear it never is. */
public enum PasswordExchange {
    /** SCRAM-SHA-256, bound to the TLS connection (-PLUS) where there is one and the server can. */
    SCRAM_SHA_256,
    /** MD5 too, for servers that still store passwords so; they do not prove who they are. */
    MD5
}
