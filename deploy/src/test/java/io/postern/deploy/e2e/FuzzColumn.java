package io.postern.deploy.e2e;

/**
 * Something that a random statement can name.
 *
 * @param sql name or expression
 */
record FuzzColumn(String sql, Type type) {

    /** What random expressions are made by. */
    enum Type {
        INTEGER("integer"),
        NUMBER("numeric"),
        TEXT("text"),
        DAY("date"),
        TRUTH("boolean"),
        JSON("jsonb"),
        TEXTS("text[]");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }

        /** Whether values have an order. */
        boolean sorts() {
            return this != JSON;
        }
    }
}
