package io.postern.pgsql.tree;

/** Functions with a syntax of their own: manual, chapter 9; {@code func_expr_common_subexpr} in PostgreSQL's terms. */
public enum SpecialForm {
    COALESCE("coalesce"),
    GREATEST("greatest"),
    LEAST("least"),
    NULLIF("nullif"),
    GROUPING("grouping"),
    COLLATION_FOR("pg_collation_for"),
    EXTRACT("extract"),
    NORMALIZE("normalize"),
    OVERLAY("overlay"),
    POSITION("position"),
    SUBSTRING("substring"),
    TREAT("treat"),
    TRIM("btrim"),
    CURRENT_DATE("current_date"),
    CURRENT_TIME("current_time"),
    CURRENT_TIMESTAMP("current_timestamp"),
    LOCALTIME("localtime"),
    LOCALTIMESTAMP("localtimestamp"),
    CURRENT_ROLE("current_role"),
    CURRENT_USER("current_user"),
    USER("user"),
    SESSION_USER("session_user"),
    SYSTEM_USER("system_user"),
    CURRENT_CATALOG("current_catalog"),
    CURRENT_SCHEMA("current_schema"),
    XMLCONCAT("xmlconcat"),
    XMLELEMENT("xmlelement"),
    XMLEXISTS("xmlexists"),
    XMLFOREST("xmlforest"),
    XMLPARSE("xmlparse"),
    XMLPI("xmlpi"),
    XMLROOT("xmlroot"),
    XMLSERIALIZE("xmlserialize"),
    JSON("json"),
    JSON_SCALAR("json_scalar"),
    JSON_SERIALIZE("json_serialize"),
    JSON_OBJECT("json_object"),
    JSON_ARRAY("json_array"),
    JSON_OBJECTAGG("json_objectagg"),
    JSON_ARRAYAGG("json_arrayagg"),
    JSON_EXISTS("json_exists"),
    JSON_QUERY("json_query"),
    JSON_VALUE("json_value"),
    MERGE_ACTION("merge_action");

    private final String columnName;

    SpecialForm(String columnName) {
        this.columnName = columnName;
    }

    /** What PostgreSQL calls a result column that is made of it, unless the form calls a function by another name. */
    public String columnName() {
        return columnName;
    }
}
