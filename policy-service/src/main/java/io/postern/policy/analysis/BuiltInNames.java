package io.postern.policy.analysis;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What of PostgreSQL's own may be used, by name. */
final class BuiltInNames {

    /** What a function makes of constants among its arguments. */
    enum Arguments {
        /** They never change what a statement touches. */
        ORDINARY,
        /** They name objects, or set how much work is done. */
        PINNING
    }

    /** What a type makes of a constant that is cast to it. */
    enum Literal {
        /** Its text is its value. */
        VALUE,
        /** Its text names an object, or is checked by code nobody has looked at. */
        NAME
    }

    private static final Set<String> ORDINARY = words("""
            abs acos acosd acosh age any_value array_agg array_append array_cat array_dims array_length array_lower
            array_ndims array_position array_positions array_prepend array_remove array_replace array_to_json
            array_to_string array_upper ascii asin asind asinh atan atan2 atan2d atand atanh avg bit_and bit_count bit_length
            bit_or bit_xor bool_and bool_or bpchar broadcast btrim bytea cardinality cbrt ceil ceiling char_length character_length
            chr clock_timestamp coalesce concat concat_ws convert_from convert_to corr cos cosd cosh cot cotd count
            covar_pop covar_samp cume_dist date date_bin date_part date_trunc daterange decode degrees dense_rank div
            encode enum_first enum_last enum_range erf erfc every exp factorial family first_value float4 float8 floor format
            gamma gcd get_bit get_byte height host hostmask inet initcap int2 int4 int4range int8 int8range isempty isfinite
            json_agg json_array_elements json_array_elements_text json_array_length json_build_array json_build_object
            json_each json_each_text json_extract_path json_extract_path_text json_object json_object_agg json_object_keys
            json_strip_nulls json_to_record json_to_recordset json_typeof jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length
            jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text
            jsonb_insert jsonb_object jsonb_object_agg jsonb_object_keys jsonb_path_exists jsonb_path_match
            jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set jsonb_set_lax
            jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof justify_days justify_hours justify_interval lag last_value lcm lead left length
            lgamma like ln log log10 lower lower_inc lower_inf ltrim make_date make_interval make_time make_timestamp
            make_timestamptz masklen max md5 min min_scale mod mode multirange netmask network now nth_value ntile num_nonnulls
            num_nulls numeric numnode numrange octet_length overlay parse_ident percent_rank percentile_cont
            percentile_disc pg_typeof pi plainto_tsquery position power pow quote_ident quote_literal quote_nullable
            radians random range_agg range_intersect_agg range_merge rank regexp_count regexp_instr regexp_like regexp_match
            regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr regr_avgx
            regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy replace reverse right
            round row_number row_to_json rtrim scale sha224 sha256 sha384 sha512 sign sin sind sinh split_part sqrt
            starts_with statement_timestamp stddev stddev_pop stddev_samp string_agg string_to_array string_to_table
            strpos substr substring sum tan tand tanh text time timeofday timestamp timestamptz timetz to_ascii to_char
            to_date to_hex to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector transaction_timestamp translate
            trim_array trim_scale trunc ts_headline ts_rank tsrange tstzrange unistr unnest upper upper_inc
            upper_inf uuid var_pop var_samp variance varchar websearch_to_tsquery width_bucket gen_random_uuid""");

    private static final Set<String> PINNING = words("""
            array_fill col_description current_catalog current_database current_schema current_schemas current_setting
            format_type generate_series generate_subscripts has_any_column_privilege has_column_privilege
            has_database_privilege has_schema_privilege has_table_privilege lpad obj_description pg_collation_is_visible
            pg_encoding_to_char pg_function_is_visible pg_get_constraintdef pg_get_expr pg_get_indexdef pg_get_keywords
            pg_get_partkeydef
            pg_get_partition_constraintdef pg_get_serial_sequence pg_get_statisticsobjdef_columns pg_get_triggerdef
            pg_get_userbyid pg_is_in_recovery pg_my_temp_schema pg_opclass_is_visible pg_operator_is_visible
            pg_partition_ancestors pg_partition_root pg_relation_is_publishable pg_statistics_obj_is_visible
            pg_table_is_visible pg_type_is_visible repeat rpad shobj_description to_regclass to_regnamespace to_regtype
            version""");

    private static final Set<String> HARMFUL_FIELDS = words(
            "ts_stat nextval currval setseed current_setting txid_status gin_clean_pending_list querytree");

    private static final Set<String> OPERATORS = words("""
            + - * / % ^ < > = <= >= <> != || |/ ||/ @ & | # ~ << >> ~* !~ !~* ~~ ~~* !~~ !~~* ^@
            -> ->> #> #>> @> <@ ? ?| ?& #- @? @@ @@@ && -|- &< &> <<| |>> &<| |&> <-> ?- ?-| ?|| ?# ## @-@ !! <^ >^ ~=
            <<= >>= ~<~ ~<=~ ~>=~ ~>~""");

    private static final Set<String> PLAIN = words("""
            bit bool box bpchar bytea char cidr circle date datemultirange daterange float4 float8 inet int2 int2vector int4
            int4multirange int4range int8 int8multirange int8range interval json jsonb jsonpath line lseg macaddr macaddr8
            money name numeric nummultirange numrange oid oidvector path pg_lsn point polygon text tid time timestamp
            timestamptz timetz tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector unknown uuid varbit varchar
            xid xid8""");

    private static final Set<String> NAMING = words("""
            regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole
            regtype anyarray""");

    private static final Set<String> PG_CATALOG = words("""
            pg_aggregate pg_am pg_attrdef pg_attribute pg_auth_members pg_cast pg_class pg_collation pg_constraint
            pg_conversion pg_database pg_depend pg_description pg_enum pg_extension pg_foreign_table pg_index pg_indexes
            pg_inherits pg_language pg_namespace pg_opclass pg_operator pg_opfamily pg_partitioned_table pg_policy
            pg_publication pg_publication_namespace pg_publication_rel pg_range pg_roles pg_sequence pg_shdescription
            pg_statistic_ext pg_tables pg_tablespace pg_timezone_abbrevs pg_timezone_names pg_trigger pg_ts_config
            pg_type""");

    private static final Set<String> INFORMATION_SCHEMA = words("""
            character_sets check_constraints collations column_privileges columns constraint_column_usage
            constraint_table_usage domains enabled_roles information_schema_catalog_name key_column_usage
            referential_constraints role_table_grants schemata sequences table_constraints table_privileges tables""");

    private BuiltInNames() {}

    static Set<String> words(String list) {
        return Arrays.stream(list.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    static Optional<Arguments> function(String name) {
        if (ORDINARY.contains(name)) {
            return Optional.of(Arguments.ORDINARY);
        }
        return PINNING.contains(name) ? Optional.of(Arguments.PINNING) : Optional.empty();
    }

    static boolean isFunction(String name) {
        return function(name).isPresent() || HARMFUL_FIELDS.contains(name) || name.startsWith("pg_") || name.startsWith("lo_");
    }

    static boolean operator(String name) {
        return OPERATORS.contains(name);
    }

    static Optional<Literal> type(String name) {
        if (PLAIN.contains(name)) {
            return Optional.of(Literal.VALUE);
        }
        return NAMING.contains(name) ? Optional.of(Literal.NAME) : Optional.empty();
    }

    static boolean isSystemSchema(String schema) {
        return schema.equals("pg_catalog") || schema.equals("information_schema") || schema.startsWith("pg_toast");
    }

    static boolean isReadable(String schema, String name) {
        return (schema.equals("pg_catalog") && PG_CATALOG.contains(name))
                || (schema.equals("information_schema") && INFORMATION_SCHEMA.contains(name));
    }
}
