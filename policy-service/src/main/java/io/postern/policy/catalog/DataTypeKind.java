package io.postern.policy.catalog;

/** What a type's values are made of. */
public enum DataTypeKind {
    BASE,
    COMPOSITE,
    DOMAIN,
    ENUM,
    RANGE,
    MULTIRANGE,
    PSEUDO,
    UNKNOWN
}
