package io.postern.policy.catalog;

/**
 * @param number attribute number, from 1
 * @param typeName as PostgreSQL's format_type() spells it, type modifier included
 * @param generated whether it is computed from other columns of its row
 */
public record Column(int number, String name, long typeOid, String typeName, boolean generated) {

    public Column(int number, String name, long typeOid, String typeName) {
        this(number, name, typeOid, typeName, false);
    }
}
