package io.postern.pgsql.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinsTest {

    private static final Builtins BUILTINS = Builtins.of(17);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lower",
                "count",
                "row_number",
                "date_trunc",
                "extract",
                "timezone",
                "json_agg",
                "jsonb_path_query",
                "unnest",
                "regexp_replace",
                "to_tsvector",
                "percentile_cont",
                "like_escape",
                "int4pl",
                "text",
                "width_bucket"
            })
    void whatAnalyticsCallsIsSafeWithWhateverConstants(String name) {
        assertThat(BUILTINS.function(name))
                .hasValueSatisfying(safety -> assertThat(safety.pinsConstants()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repeat",
                "generate_series",
                "current_setting",
                "to_regclass",
                "regclass",
                "pg_get_expr",
                "has_table_privilege",
                "array_fill",
                "pg_table_is_visible"
            })
    void whatNamesObjectsOrSetsTheAmountOfWorkPinsConstants(String name) {
        assertThat(BUILTINS.function(name))
                .hasValueSatisfying(safety -> assertThat(safety.pinsConstants()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_read_file",
                "pg_read_binary_file",
                "pg_ls_dir",
                "pg_stat_file",
                "lo_get",
                "lo_import",
                "lo_export",
                "loread",
                "query_to_xml",
                "table_to_xml",
                "cursor_to_xml",
                "schema_to_xml",
                "database_to_xml",
                "xpath",
                "pg_sleep",
                "pg_sleep_for",
                "set_config",
                "pg_terminate_backend",
                "pg_cancel_backend",
                "pg_stat_get_activity",
                "pg_get_functiondef",
                "pg_get_viewdef",
                "pg_get_ruledef",
                "pg_get_function_sqlbody",
                "pg_export_snapshot",
                "txid_current",
                "pg_current_xact_id",
                "nextval",
                "setval",
                "currval",
                "lastval",
                "pg_notify",
                "pg_advisory_lock",
                "pg_try_advisory_xact_lock",
                "pg_logical_emit_message",
                "ts_stat",
                "ts_rewrite",
                "pg_database_size",
                "pg_total_relation_size",
                "pg_relation_filepath",
                "inet_server_addr",
                "current_query",
                "pg_input_is_valid",
                "domain_in",
                "record_in",
                "enum_in",
                "array_in",
                "range_in",
                "regclassin",
                "aclitemin",
                "pg_show_all_settings",
                "pg_mcv_list_items",
                "pg_sequence_last_value",
                "pg_prepared_statement",
                "pg_cursor"
            })
    void whatReadsOrDoesMoreIsUnsafe(String name) {
        assertThat(BUILTINS.functionExists(name)).isTrue();
        assertThat(BUILTINS.function(name)).isEmpty();
    }

    @Test
    void whatDoesNotExistIsUnsafe() {
        assertThat(BUILTINS.functionExists("no_such_function")).isFalse();
        assertThat(BUILTINS.function("no_such_function")).isEmpty();
        assertThat(BUILTINS.isSafeFunction(999_999)).isFalse();
        assertThat(BUILTINS.isSafeOperator("@#@")).isFalse();
        assertThat(BUILTINS.type("no_such_type")).isEqualTo(TypeSafety.UNSAFE);
        assertThat(BUILTINS.relation("pg_catalog", "no_such_relation")).isEqualTo(RelationSafety.UNREADABLE);
    }

    @Test
    void anOverloadCanBeSafeWhereItsNameIsNot() {
        assertThat(BUILTINS.isSafeFunction(3684)).isTrue(); // ts_rewrite(tsquery, tsquery, tsquery)
        assertThat(BUILTINS.isSafeFunction(3685)).isFalse(); // ts_rewrite(tsquery, text) runs its text
    }

    @Test
    void onlyADefaultMayDrawFromASequence() {
        assertThat(BUILTINS.isSafeFunction(1574)).isFalse();
        assertThat(BUILTINS.isSafeInDefault(1574)).isTrue();
        assertThat(BUILTINS.isSafeInDefault(1299)).isTrue(); // now()
        assertThat(BUILTINS.isSafeInDefault(2626)).isFalse(); // pg_sleep
    }

    @Test
    void functionsComeWithTheMajorThatHasThem() {
        assertThat(Builtins.of(15).function("any_value")).isEmpty();
        assertThat(Builtins.of(16).function("any_value")).contains(SafetyClass.ORDINARY);
        assertThat(Builtins.of(17).function("uuidv7")).isEmpty();
        assertThat(Builtins.of(18).function("uuidv7")).contains(SafetyClass.SESSION);
        assertThatThrownBy(() -> Builtins.of(14)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Builtins.of(19)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void operatorsAreKnownByNameAndObjectId() {
        assertThat(BUILTINS.isSafeOperator("+")).isTrue();
        assertThat(BUILTINS.isSafeOperator("->>")).isTrue();
        assertThat(BUILTINS.isSafeOperator(551)).isTrue(); // int4 + int4
        assertThat(BUILTINS.isSafeFunction(177)).isTrue();
    }

    @Test
    void typesAreKnownByNameSpellingAndObjectId() {
        assertThat(BUILTINS.type(Builtins.canonicalName("timestamp with time zone")))
                .isEqualTo(TypeSafety.SAFE);
        assertThat(Builtins.canonicalName("int")).isEqualTo("int4");
        assertThat(Builtins.canonicalName("jsonb")).isEqualTo("jsonb");
        assertThat(BUILTINS.type("_int4")).isEqualTo(TypeSafety.SAFE);
        assertThat(BUILTINS.type("regclass")).isEqualTo(TypeSafety.PINNING);
        assertThat(BUILTINS.type("internal")).isEqualTo(TypeSafety.UNSAFE);
        assertThat(BUILTINS.informationSchemaType("sql_identifier")).isEqualTo(TypeSafety.SAFE);
        assertThat(BUILTINS.type("sql_identifier")).isEqualTo(TypeSafety.UNSAFE);
        assertThat(BUILTINS.isSafeType(0)).isFalse();
        assertThat(BUILTINS.isSafeType(23)).isTrue();
        assertThat(BUILTINS.isSafeType(1007)).isTrue(); // int4[]
        assertThat(BUILTINS.isSafeType(83)).isTrue(); // row of pg_class
        assertThat(BUILTINS.isSafeType(81)).isFalse(); // row of pg_proc, which holds sources
        assertThat(BUILTINS.isSafeType(2281)).isFalse(); // internal
    }

    @Test
    void readableSystemRelationsTellTheirColumns() {
        assertThat(BUILTINS.relation("pg_catalog", "pg_class")).isEqualTo(RelationSafety.READABLE);
        assertThat(BUILTINS.isReadableRelation(1259)).isTrue();
        assertThat(BUILTINS.columns("pg_catalog", "pg_namespace"))
                .containsExactly("oid", "nspname", "nspowner", "nspacl");
        assertThat(BUILTINS.relation("information_schema", "columns")).isEqualTo(RelationSafety.READABLE);
        assertThat(BUILTINS.columns("information_schema", "columns")).contains("column_name", "data_type");
        assertThat(BUILTINS.relation("pg_catalog", "pg_settings")).isEqualTo(RelationSafety.ONE_SETTING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_authid",
                "pg_shadow",
                "pg_statistic",
                "pg_stats",
                "pg_stat_activity",
                "pg_proc",
                "pg_views",
                "pg_rewrite",
                "pg_largeobject",
                "pg_user_mapping",
                "pg_foreign_server",
                "pg_locks",
                "pg_sequences",
                "pg_hba_file_rules"
            })
    void whatHoldsValuesSourcesOrSecretsIsUnreadable(String name) {
        assertThat(BUILTINS.relationExists("pg_catalog", name)).isTrue();
        assertThat(BUILTINS.relation("pg_catalog", name)).isEqualTo(RelationSafety.UNREADABLE);
        assertThat(BUILTINS.columns("pg_catalog", name)).isEmpty();
    }

    @Test
    void aViewTellsWhatItsExpansionTouchesThoughThatIsUnreadableElsewhere() {
        ViewClosure roles = BUILTINS.viewClosure("pg_catalog", "pg_user").orElseThrow();

        assertThat(roles.relationOids()).contains(1260L); // pg_authid
        assertThat(roles.views()).containsExactly("pg_catalog.pg_shadow");
        assertThat(BUILTINS.isReadableRelation(1260)).isFalse();
        assertThat(BUILTINS.viewClosure("information_schema", "columns")
                        .orElseThrow()
                        .informationSchemaFunctions())
                .contains("_pg_truetypid");
        assertThat(BUILTINS.viewClosure("pg_catalog", "pg_settings")
                        .orElseThrow()
                        .functionOids())
                .contains(2084L); // pg_show_all_settings
        assertThat(BUILTINS.isSafeFunction(2084)).isFalse();
        assertThat(BUILTINS.viewClosure("pg_catalog", "pg_class")).isEmpty();
    }
}
