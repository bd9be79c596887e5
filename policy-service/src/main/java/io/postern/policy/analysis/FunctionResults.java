package io.postern.policy.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What functions of PostgreSQL's own give: their columns in FROM, where those have names of their own, and some types. */
final class FunctionResults {

    private static final Map<String, List<String>> COLUMNS = Map.ofEntries(
            Map.entry("json_each", List.of("key", "value")),
            Map.entry("json_each_text", List.of("key", "value")),
            Map.entry("jsonb_each", List.of("key", "value")),
            Map.entry("jsonb_each_text", List.of("key", "value")),
            Map.entry("json_array_elements", List.of("value")),
            Map.entry("json_array_elements_text", List.of("value")),
            Map.entry("jsonb_array_elements", List.of("value")),
            Map.entry("jsonb_array_elements_text", List.of("value")),
            Map.entry("_pg_expandarray", List.of("x", "n")),
            Map.entry("pg_get_keywords", List.of("word", "catcode", "barelabel", "catdesc", "baredesc")),
            Map.entry("pg_partition_ancestors", List.of("relid")),
            Map.entry("pg_partition_tree", List.of("relid", "parentrelid", "isleaf", "level")),
            Map.entry("aclexplode", List.of("grantor", "grantee", "privilege_type", "is_grantable")),
            Map.entry("pg_options_to_table", List.of("option_name", "option_value")),
            Map.entry("ts_token_type", List.of("tokid", "alias", "description")),
            Map.entry("ts_parse", List.of("tokid", "token")));

    private static final Map<String, Long> TYPES = Map.ofEntries(
            Map.entry("count", 20L),
            Map.entry("length", TypeFamilies.INTEGER),
            Map.entry("char_length", TypeFamilies.INTEGER),
            Map.entry("octet_length", TypeFamilies.INTEGER),
            Map.entry("row_number", 20L),
            Map.entry("rank", 20L),
            Map.entry("dense_rank", 20L),
            Map.entry("md5", TypeFamilies.TEXT),
            Map.entry("concat", TypeFamilies.TEXT),
            Map.entry("string_to_array", TypeFamilies.SOME_ARRAY),
            Map.entry("regexp_split_to_array", TypeFamilies.SOME_ARRAY),
            Map.entry("regexp_match", TypeFamilies.SOME_ARRAY));

    private static final Set<String> POLYMORPHIC = Set.of(
            "unnest",
            "json_populate_record",
            "json_populate_recordset",
            "jsonb_populate_record",
            "jsonb_populate_recordset",
            "json_to_record",
            "json_to_recordset",
            "jsonb_to_record",
            "jsonb_to_recordset",
            "any_value",
            "array_agg");

    private FunctionResults() {}

    /** Whether the result may be a row because an argument is one. */
    static boolean isPolymorphic(String function) {
        return POLYMORPHIC.contains(function);
    }

    /** Names of the columns, where the function gives them names. */
    static Optional<List<String>> columns(String function) {
        return Optional.ofNullable(COLUMNS.get(function));
    }

    /** The only type that a function of this name gives; 0 where it is not known. */
    static long type(String function) {
        return TYPES.getOrDefault(function, 0L);
    }
}
