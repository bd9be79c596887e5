package io.postern.proxy.adapter.catalog;

/**
 * What is asked of a database. System catalogs only, which everybody may read. An object whose id is under 16384 came with the
 * server (manual, section 68.2.2).
 */
final class CatalogSql {

    /**
     * Names that are not in pg_catalog come out qualified, and constants in views so that they mean the same under other
     * settings.
     */
    static final String SETTINGS = """
            SET LOCAL search_path = pg_catalog;
            SET LOCAL quote_all_identifiers = off;
            SET LOCAL standard_conforming_strings = on;
            SET LOCAL DateStyle = 'ISO, YMD';
            SET LOCAL IntervalStyle = iso_8601;
            SET LOCAL TimeZone = 'UTC';
            SET LOCAL bytea_output = hex;
            SET LOCAL extra_float_digits = 3""";

    static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind::text,
                   (SELECT array_agg(i.inhparent ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
                   CASE WHEN c.relkind IN ('v', 'm') AND c.oid >= 16384 THEN pg_get_viewdef(c.oid) END,
                   EXISTS (SELECT FROM pg_options_to_table(c.reloptions) o
                            WHERE o.option_name = 'security_barrier' AND o.option_value::boolean),
                   EXISTS (SELECT FROM pg_options_to_table(c.reloptions) o
                            WHERE o.option_name = 'security_invoker' AND o.option_value::boolean),
                   c.relrowsecurity,
                   EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN')
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND n.nspname !~ '^pg_(toast|temp)'
             ORDER BY c.oid""";

    static final String COLUMNS = """
            SELECT a.attrelid, a.attnum, a.attname, a.atttypid, format_type(a.atttypid, a.atttypmod), a.attgenerated <> ''
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
               AND n.nspname !~ '^pg_(toast|temp)'
             ORDER BY a.attrelid, a.attnum""";

    /** From a relation to those that a write to it reaches: partitions and children, and what foreign keys cascade to. */
    static final String RELATION_REACH = """
            SELECT i.inhparent, i.inhrelid FROM pg_inherits i
            UNION
            SELECT f.confrelid, f.conrelid FROM pg_constraint f
             WHERE f.contype = 'f' AND (f.confdeltype IN ('c', 'n', 'd') OR f.confupdtype IN ('c', 'n', 'd'))""";

    /** Which functions and types what an object says depends on; operators stand for their functions. */
    private static final String USES = """
            uses (classid, objid, refclassid, refobjid) AS (
              SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_depend d
               WHERE d.refclassid IN ('pg_proc'::regclass, 'pg_type'::regclass) AND d.refobjid >= 16384
                 AND d.classid IN ('pg_trigger'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass,
                                   'pg_class'::regclass, 'pg_type'::regclass)
              UNION
              SELECT d.classid, d.objid, 'pg_proc'::regclass, o.oprcode FROM pg_depend d JOIN pg_operator o ON o.oid = d.refobjid
               WHERE d.refclassid = 'pg_operator'::regclass AND o.oprcode >= 16384
                 AND d.classid IN ('pg_trigger'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass,
                                   'pg_class'::regclass)
            )""";

    /** Relation, whether it is a function or a type, which: of triggers, defaults, checks, indexes and partition keys. */
    static final String RELATION_USES = "WITH " + USES + """
            SELECT t.tgrelid, u.refclassid = 'pg_proc'::regclass, u.refobjid
              FROM uses u JOIN pg_trigger t ON u.classid = 'pg_trigger'::regclass AND u.objid = t.oid
             WHERE NOT t.tgisinternal
            UNION
            SELECT a.adrelid, u.refclassid = 'pg_proc'::regclass, u.refobjid
              FROM uses u JOIN pg_attrdef a ON u.classid = 'pg_attrdef'::regclass AND u.objid = a.oid
            UNION
            SELECT c.conrelid, u.refclassid = 'pg_proc'::regclass, u.refobjid
              FROM uses u JOIN pg_constraint c ON u.classid = 'pg_constraint'::regclass AND u.objid = c.oid
             WHERE c.conrelid <> 0
            UNION
            SELECT coalesce(i.indrelid, u.objid), u.refclassid = 'pg_proc'::regclass, u.refobjid
              FROM uses u LEFT JOIN pg_index i ON u.objid = i.indexrelid
             WHERE u.classid = 'pg_class'::regclass
            ORDER BY 1, 2, 3""";

    /** The same of types: input, output, and so on, defaults and checks. */
    static final String TYPE_USES = "WITH " + USES + """
            SELECT u.objid, u.refclassid = 'pg_proc'::regclass, u.refobjid
              FROM uses u WHERE u.classid = 'pg_type'::regclass
            UNION
            SELECT c.contypid, u.refclassid = 'pg_proc'::regclass, u.refobjid
              FROM uses u JOIN pg_constraint c ON u.classid = 'pg_constraint'::regclass AND u.objid = c.oid
             WHERE c.contypid <> 0
            ORDER BY 1, 2, 3""";

    /** From a type to those that its values are made of. */
    static final String TYPE_REACH = """
            SELECT t.oid, t.typbasetype FROM pg_type t WHERE t.typbasetype >= 16384
            UNION
            SELECT t.oid, t.typelem FROM pg_type t WHERE t.typelem >= 16384
            UNION
            SELECT r.rngtypid, r.rngsubtype FROM pg_range r WHERE r.rngsubtype >= 16384
            UNION
            SELECT r.rngmultitypid, r.rngtypid FROM pg_range r WHERE r.rngtypid >= 16384
            UNION
            SELECT t.oid, a.atttypid FROM pg_type t JOIN pg_attribute a ON a.attrelid = t.typrelid
             WHERE t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid >= 16384""";

    static final String RELATION_DIGESTS = """
            SELECT said.relid, encode(sha256(convert_to(string_agg(said.what, E'\\n' ORDER BY said.what COLLATE "C"), 'UTF8')), 'hex')
              FROM (SELECT r.ev_class, 'rule' || to_jsonb(r)::text FROM pg_rewrite r
                     WHERE r.rulename <> '_RETURN' AND r.ev_class >= 16384
                    UNION ALL
                    SELECT t.tgrelid, 'trigger' || to_jsonb(t)::text FROM pg_trigger t WHERE NOT t.tgisinternal
                    UNION ALL
                    SELECT p.polrelid, 'policy' || to_jsonb(p)::text FROM pg_policy p
                    UNION ALL
                    SELECT a.adrelid, 'default' || to_jsonb(a)::text FROM pg_attrdef a
                    UNION ALL
                    SELECT c.conrelid, 'check' || to_jsonb(c)::text FROM pg_constraint c
                     WHERE c.contype IN ('c', 'x') AND c.conrelid >= 16384) said (relid, what)
             GROUP BY said.relid""";

    static final String FUNCTIONS = """
            SELECT p.oid, n.nspname, p.proname, p.prokind::text, pg_get_function_identity_arguments(p.oid),
                   p.proargtypes::text, p.prorettype, p.proretset, p.prosecdef,
                   encode(sha256(convert_to(concat(to_jsonb(p) - 'proacl', to_jsonb(a)), 'UTF8')), 'hex')
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
             WHERE (p.oid >= 16384 OR n.nspname <> 'pg_catalog') AND n.nspname !~ '^pg_temp'
             ORDER BY p.oid""";

    static final String RESULT_COLUMNS = """
            SELECT p.oid, coalesce(o.name, ''), o.type, format_type(o.type, NULL)
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             CROSS JOIN LATERAL unnest(p.proallargtypes, p.proargmodes, p.proargnames)
                   WITH ORDINALITY AS o (type, mode, name, place)
             WHERE (p.oid >= 16384 OR n.nspname <> 'pg_catalog') AND n.nspname !~ '^pg_temp' AND o.mode IN ('o', 'b', 't')
             ORDER BY p.oid, o.place""";

    static final String OPERATORS = """
            SELECT o.oid, n.nspname, o.oprname, o.oprleft, o.oprright, o.oprcode::oid
              FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
             WHERE (o.oid >= 16384 OR n.nspname <> 'pg_catalog') AND n.nspname !~ '^pg_temp'
             ORDER BY o.oid""";

    static final String TYPES = """
            SELECT t.oid, n.nspname, t.typname, t.typtype::text, t.typarray,
                   coalesce(r.rngsubtype, m.rngsubtype, t.typbasetype), CASE WHEN t.typtype = 'c' THEN t.typrelid ELSE 0 END,
                   coalesce((SELECT encode(sha256(convert_to(string_agg(to_jsonb(k)::text, E'\\n' ORDER BY k.oid), 'UTF8')), 'hex')
                               FROM pg_constraint k WHERE k.contypid = t.oid), '') ||
                   coalesce(encode(sha256(convert_to(t.typdefaultbin::text, 'UTF8')), 'hex'), '')
              FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_class c ON c.oid = t.typrelid
              LEFT JOIN pg_range r ON r.rngtypid = t.oid
              LEFT JOIN pg_range m ON m.rngmultitypid = t.oid
             WHERE (t.oid >= 16384 OR n.nspname <> 'pg_catalog') AND n.nspname !~ '^pg_(toast|temp)'
               AND (t.typtype <> 'c' OR c.relkind = 'c')
               AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
             ORDER BY t.oid""";

    static final String CASTS = """
            SELECT c.oid, c.castsource, c.casttarget, c.castfunc FROM pg_cast c WHERE c.oid >= 16384 ORDER BY c.oid""";

    private CatalogSql() {}
}
