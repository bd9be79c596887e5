package io.postern.deploy.e2e;

/**
 * Something of a type that a generated query can use.
 *
 * @param name or a whole expression
 */
record QueryColumn(String name, Type type) {

    /** Of those that sort and compare the same way wherever the rows lie. */
    enum Type {
        INTEGER,
        NUMBER,
        TEXT,
        DAY,
        TRUTH
    }
}
