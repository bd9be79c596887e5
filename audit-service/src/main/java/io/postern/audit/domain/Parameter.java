package io.postern.audit.domain;

import java.util.Optional;

/**
 * One value that the client bound.
 *
 * @param typeOid object id of the declared type, 0 where the client left it open
 * @param value empty for SQL NULL
 */
public record Parameter(long typeOid, Optional<Content> value) {}
