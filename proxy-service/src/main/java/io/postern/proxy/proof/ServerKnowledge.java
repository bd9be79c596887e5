package io.postern.proxy.proof;

/** What is known of the objects of one database, by OID. Thread-safe. */
interface ServerKnowledge {

    /** The first OID of what users make. */
    long FIRST_USER_OID = 16_384;

    /** Whether it is a built-in function that reads no relation and changes nothing. */
    boolean isSafeFunction(long oid);

    /** Whether a column's default may call it. */
    boolean isSafeInDefault(long oid);

    /** Whether it is a built-in type whose values may be made of any other value. */
    boolean isSafeType(long oid);

    /** The function of an operator, 0 where the operator is not known. */
    long functionOf(long operatorOid);

    /** Whether it is a system relation that everybody may read, views with all that is beneath them. */
    boolean isReadable(long relationOid);
}
