package io.postern.deploy.e2e;

import java.util.List;

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
        TRUTH;

        static final List<Type> ALL = List.of(values());
    }
}
