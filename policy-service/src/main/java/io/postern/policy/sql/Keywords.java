package io.postern.policy.sql;

import java.util.Arrays;
import java.util.Set;

/** PostgreSQL's keyword classes: manual, appendix C. The union over the majors supported, so that a word reserved by any is. */
final class Keywords {

    private static final Set<String> RESERVED = words("""
            all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
            current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
            distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral
            leading limit localtime localtimestamp not null offset on only or order placing primary references returning
            select session_user some symmetric system_user table then to trailing true union unique user using variadic
            when where window with""");

    /** Reserved, but can name a function or type. */
    private static final Set<String> FUNCTION_OR_TYPE = words("""
            authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left
            like natural notnull outer overlaps right similar tablesample verbose""");

    /** Can name a column, but no function or type. */
    private static final Set<String> COLUMN_ONLY = words("""
            between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int
            integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar
            json_serialize json_table json_value least merge_action national nchar none normalize nullif numeric out overlay
            position precision real row setof smallint substring time timestamp treat trim values varchar xmlattributes
            xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable""");

    /** Not reserved, but need AS to be the label of an output column. */
    private static final Set<String> LABEL_NEEDS_AS = words("""
            array as char character create day except fetch filter for from grant group having hour intersect into isnull
            limit minute month notnull offset on order over overlaps precision returning second to union varying where
            window with within without year at between in is like ilike similar collate operator not and or uescape""");

    private Keywords() {}

    static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.trim().split("\\s+")));
    }

    static boolean canNameColumn(String word) {
        return !RESERVED.contains(word) && !FUNCTION_OR_TYPE.contains(word);
    }

    /** Whether the word can be the first part of a function's name. */
    static boolean canNameFunction(String word) {
        return !RESERVED.contains(word) && !COLUMN_ONLY.contains(word);
    }

    /** Whether the word can label an output column without AS. */
    static boolean canLabel(String word) {
        return canNameColumn(word) && !LABEL_NEEDS_AS.contains(word);
    }
}
