package io.postern.policy.sql;

import java.util.Map;

import io.postern.pgwire.sql.TokenEdit;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;

/** The edit that puts masks at the source: a table reference becomes a sub-query with the same columns, in order, under the same name. */
public final class MaskingSource {

    private MaskingSource() {}

    /**
     * @param use a reference that is read
     * @param masks SQL for the value of masked columns, of the column's own type, by column name; may use the column's name
     */
    public static TokenEdit edit(RelationUse use, Map<String, String> masks) {
        Relation relation = use.relation();
        StringBuilder sql = new StringBuilder(128);
        if (use.form() == RelationUse.Form.TABLE_COMMAND) {
            sql.append("SELECT * FROM ");
        }
        sql.append("(SELECT ");
        String separator = "";
        for (Column column : relation.columns()) {
            sql.append(separator);
            separator = ", ";
            String mask = masks.get(column.name());
            if (mask == null) {
                sql.append(quoted(column.name()));
            } else {
                sql.append(mask).append(" AS ").append(quoted(column.name()));
            }
        }
        sql.append(" FROM ")
                .append(use.only() ? "ONLY " : "")
                .append(quoted(relation.name().schema()))
                .append('.')
                .append(quoted(relation.name().name()))
                .append(')');
        if (use.form() != RelationUse.Form.WITH_ALIAS) {
            sql.append(" AS ").append(quoted(use.rangeName()));
        }
        return new TokenEdit(use.from(), use.to(), sql.toString());
    }

    /** As an identifier that PostgreSQL takes letter by letter. */
    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
