package io.postern.policy.domain;

import java.util.Optional;

import io.postern.policy.catalog.Column;

/**
 * Masks as SQL over the column, of the column's own type. Functions and operators are all named in pg_catalog, so that no search path
 * puts another one in their place.
 */
final class MaskSql {

    private static final String AT = "'@'";

    private MaskSql() {}

    /**
     * Empty where the mask does not suit the column's type.
     *
     * @param reference SQL that names the column
     */
    static Optional<String> of(Mask mask, Column column, String reference) {
        if (!isText(column)) {
            boolean suits = mask instanceof Mask.Null || mask instanceof Mask.Redact;
            return suits ? Optional.of(typed("NULL", column)) : Optional.empty();
        }
        return Optional.of(typed(text(mask, reference), column));
    }

    private static boolean isText(Column column) {
        String type = column.typeName();
        return type.equals("text") || type.equals("bpchar") || type.matches("character( varying)?(\\(\\d+\\))?");
    }

    private static String text(Mask mask, String column) {
        if (mask instanceof Mask.Constant constant) {
            return "'" + constant.text().replace("'", "''") + "'";
        }
        if (mask instanceof Mask.Redact) {
            return unlessNull(column, "'***'");
        }
        if (mask instanceof Mask.Partial partial) {
            return unlessNull(column, partial(column + "::pg_catalog.text", partial.last()));
        }
        if (mask instanceof Mask.Email) {
            return unlessNull(column, email(column + "::pg_catalog.text"));
        }
        return "NULL";
    }

    private static String partial(String value, int last) {
        return "CASE WHEN pg_catalog.char_length(" + value + ") OPERATOR(pg_catalog.>=) " + Math.max(8, 2 * last)
                + " THEN " + joined("'****'::pg_catalog.text", "pg_catalog.right(" + value + ", " + last + ")")
                + " ELSE '***' END";
    }

    private static String email(String value) {
        String at = "pg_catalog.strpos(" + value + ", " + AT + ")";
        String first =
                "CASE WHEN " + at + " OPERATOR(pg_catalog.>) 3 THEN pg_catalog.left(" + value + ", 1) ELSE '' END";
        String domain = "pg_catalog.split_part(" + value + ", " + AT + ", -1)";
        return "CASE WHEN " + at + " OPERATOR(pg_catalog.=) 0 THEN '***' ELSE "
                + joined("(" + first + ")::pg_catalog.text", joined("'***@'::pg_catalog.text", domain)) + " END";
    }

    private static String joined(String left, String right) {
        return "(" + left + " OPERATOR(pg_catalog.||) " + right + ")";
    }

    private static String unlessNull(String column, String value) {
        return "CASE WHEN " + column + " IS NULL THEN NULL ELSE " + value + " END";
    }

    private static String typed(String value, Column column) {
        return "CAST(" + value + " AS " + column.typeName() + ")";
    }
}
