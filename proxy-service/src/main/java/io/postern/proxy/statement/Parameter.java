package io.postern.proxy.statement;

import java.util.Optional;

import io.postern.pgwire.Bytes;

/**
 * One value of Bind.
 *
 * @param typeOid as declared at Parse; 0 where the client left it to the server
 * @param value empty for SQL NULL
 */
public record Parameter(long typeOid, boolean binary, Optional<Bytes> value) {}
