package io.postern.pgsql.read;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** The keywords of one major and what they can name: manual, appendix C. */
final class Keywords {

    private static final int FIRST_MAJOR = 15;
    private static final int LAST_MAJOR = 18;

    /* Those that are the same in all majors. */
    private static final String UNRESERVED = """
            abort absolute access action add admin after aggregate also alter always asensitive assertion assignment
            at atomic attach attribute backward before begin breadth by cache call called cascade cascaded catalog
            chain characteristics checkpoint class close cluster columns comment comments commit committed
            compression configuration conflict connection constraints content continue conversion copy cost csv cube
            current cursor cycle data database day deallocate declare defaults deferred definer delete delimiter
            delimiters depends depth detach dictionary disable discard document domain double drop each enable
            encoding encrypted enum escape event exclude excluding exclusive execute explain expression extension
            external family filter finalize first following force forward function functions generated global
            granted groups handler header hold hour identity if immediate immutable implicit import include
            including increment index indexes inherit inherits inline input insensitive insert instead invoker
            isolation key label language large last leakproof level listen load local location lock locked logged
            mapping match matched materialized maxvalue merge method minute minvalue mode month move name names new
            next nfc nfd nfkc nfkd no normalized nothing notify nowait nulls object of off oids old operator option
            options ordinality others over overriding owned owner parallel parameter parser partial partition
            passing password plans policy preceding prepare prepared preserve prior privileges procedural procedure
            procedures program publication quote range read reassign recursive ref referencing refresh reindex
            relative release rename repeatable replace replica reset restart restrict return returns revoke role
            rollback rollup routine routines rows rule savepoint schema schemas scroll search second security
            sequence sequences serializable server session set sets share show simple skip snapshot sql stable
            standalone start statement statistics stdin stdout storage stored strict strip subscription support
            sysid system tables tablespace temp template temporary text ties transaction transform trigger truncate
            trusted type types uescape unbounded uncommitted unencrypted unknown unlisten unlogged until update
            vacuum valid validate validator value varying version view views volatile whitespace within without work
            wrapper write xml year yes zone""";

    private static final String COLUMN_NAME = """
            between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping
            inout int integer interval least national nchar none normalize nullif numeric out overlay position
            precision real row setof smallint substring time timestamp treat trim values varchar xmlattributes
            xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable""";

    private static final String FUNCTION_OR_TYPE = """
            authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join
            left like natural notnull outer overlaps right similar tablesample verbose""";

    private static final String RESERVED = """
            all analyse analyze and any array as asc asymmetric both case cast check collate column constraint
            create current_catalog current_date current_role current_time current_timestamp current_user default
            deferrable desc distinct do else end except false fetch for foreign from grant group having in initially
            intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing
            primary references returning select session_user some symmetric table then to trailing true union unique
            user using variadic when where window with""";

    /** Need AS to label an output column. */
    private static final Set<String> LABEL_NEEDS_AS = Set.copyOf(words("""
            array as char character create day except fetch filter for from grant group having hour intersect into
            isnull limit minute month notnull offset on order over overlaps precision returning second to union
            varying where window with within without year"""));

    private static final List<Keywords> BY_MAJOR = IntStream.rangeClosed(FIRST_MAJOR, LAST_MAJOR)
            .mapToObj(Keywords::new)
            .toList();

    private final Map<String, Keyword> keywords = new HashMap<>();

    private Keywords(int major) {
        Map<String, KeywordClass> classes = new HashMap<>();
        put(classes, KeywordClass.UNRESERVED, UNRESERVED);
        put(classes, KeywordClass.COLUMN_NAME, COLUMN_NAME);
        put(classes, KeywordClass.FUNCTION_OR_TYPE, FUNCTION_OR_TYPE);
        put(classes, KeywordClass.RESERVED, RESERVED);
        if (major < 18) {
            put(classes, KeywordClass.UNRESERVED, "recheck");
        }
        if (major >= 16) {
            put(classes, KeywordClass.UNRESERVED, "absent format indent json keys scalar");
            put(classes, KeywordClass.COLUMN_NAME, "json_array json_arrayagg json_object json_objectagg");
            put(classes, KeywordClass.RESERVED, "system_user");
        }
        if (major >= 17) {
            put(classes, KeywordClass.UNRESERVED, """
                    conditional empty error keep nested omit path plan quotes source string target unconditional""");
            put(classes, KeywordClass.COLUMN_NAME, """
                    json json_exists json_query json_scalar json_serialize json_table json_value merge_action""");
        }
        if (major >= 18) {
            put(classes, KeywordClass.UNRESERVED, "enforced objects period virtual");
        }
        classes.forEach((word, keywordClass) ->
                keywords.put(word, new Keyword(word.intern(), keywordClass, LABEL_NEEDS_AS.contains(word))));
    }

    /**
     * @param word interned
     */
    record Keyword(String word, KeywordClass keywordClass, boolean labelNeedsAs) {}

    /** @throws IllegalArgumentException if the major is none of 15 to 18 */
    static Keywords of(int major) {
        if (major < FIRST_MAJOR || major > LAST_MAJOR) {
            throw new IllegalArgumentException("no grammar for major " + major);
        }
        return BY_MAJOR.get(major - FIRST_MAJOR);
    }

    /** Null for a word that is no keyword. */
    @Nullable
    Keyword find(String word) {
        return keywords.get(word);
    }

    Collection<Keyword> all() {
        return List.copyOf(keywords.values());
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.trim().split("\\s+", -1));
    }

    private static void put(Map<String, KeywordClass> classes, KeywordClass keywordClass, String text) {
        words(text).forEach(word -> classes.put(word, keywordClass));
    }
}
