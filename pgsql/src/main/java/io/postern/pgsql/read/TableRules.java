package io.postern.pgsql.read;

/** Rules of {@link Notation}: tables, indexes, sequences, foreign tables. */
final class TableRules {

    static final String RULES = """
            temp : TEMPORARY | TEMP | LOCAL TEMPORARY | LOCAL TEMP | GLOBAL TEMPORARY | GLOBAL TEMP | UNLOGGED
            ine : IF NOT EXISTS
            ie : IF EXISTS
            behavior : CASCADE | RESTRICT
            cols : '(' colid% ')'
            periodcols : '(' periodcol% ')'
            periodcol : >=18 PERIOD colid | colid
            overlapcols : '(' overlapcol% ')'
            overlapcol : colid [ >=18 WITHOUT OVERLAPS ]
            definition : '(' def% ')'
            def : label [ '=' defarg ]
            options : OPTIONS '(' option% ')'
            option : label str
            alteroptions : OPTIONS '(' alteroption% ')'
            alteroption : ADD label str | SET label str | DROP label | label str
            collate : COLLATE any
            nulls : NULLS [ NOT ] DISTINCT
            indexspace : USING INDEX TABLESPACE colid
            seqopt : AS type | CACHE num | CYCLE | NO CYCLE | INCREMENT [ BY ] num | LOGGED | UNLOGGED | MAXVALUE num | MINVALUE num | NO MAXVALUE | NO MINVALUE | OWNED BY any | SEQUENCE NAME any | START [ WITH ] num | RESTART [ [ WITH ] num ]
            seqopts : '(' seqopt { seqopt } ')'
            match : MATCH FULL | MATCH SIMPLE
            action : ON DELETE deed | ON UPDATE deed
            deed : NO ACTION | RESTRICT | CASCADE | SET NULL [ cols ] | SET DEFAULT [ cols ]
            attr : NOT DEFERRABLE | DEFERRABLE | INITIALLY DEFERRED | INITIALLY IMMEDIATE | >=18 NOT ENFORCED | >=18 ENFORCED
            tableattr : attr | NOT VALID | NO INHERIT
            generated : ALWAYS AS IDENTITY [ seqopts ] | ALWAYS AS '(' expr ')' generatedkind | BY DEFAULT AS IDENTITY [ seqopts ]
            generatedkind : STORED | >=18 VIRTUAL | >=18
            colcon : [ CONSTRAINT colid ] colconelem | attr | collate
            colconelem : NOT NULL [ >=18 NO INHERIT ] | NULL | UNIQUE [ nulls ] [ WITH definition ] [ indexspace ] | PRIMARY KEY [ WITH definition ] [ indexspace ] | CHECK '(' expr ')' [ NO INHERIT ] | DEFAULT bexpr | GENERATED generated | REFERENCES rel [ cols ] [ match ] { action }
            column : colid type [ >=16 STORAGE ( DEFAULT | colid ) ] [ COMPRESSION ( DEFAULT | colid ) ] [ options ] { colcon }
            include : INCLUDE '(' indexelem% ')'
            exclusion : indexelem WITH ( OPERATOR '(' op ')' | op )
            tableconelem : CHECK '(' expr ')' | UNIQUE USING INDEX colid | UNIQUE [ nulls ] overlapcols [ include ] [ WITH definition ] [ indexspace ] | PRIMARY KEY USING INDEX colid | PRIMARY KEY overlapcols [ include ] [ WITH definition ] [ indexspace ] | EXCLUDE [ USING colid ] '(' exclusion% ')' [ include ] [ WITH definition ] [ indexspace ] [ WHERE '(' expr ')' ] | FOREIGN KEY periodcols REFERENCES rel [ periodcols ] [ match ] { action } | >=18 NOT NULL colid
            likeoption : ( INCLUDING | EXCLUDING ) ( COMMENTS | COMPRESSION | CONSTRAINTS | DEFAULTS | IDENTITY | GENERATED | INDEXES | STATISTICS | STORAGE | ALL )
            element : LIKE rel { likeoption } | CONSTRAINT colid tableconelem { tableattr } | EXCLUDE '(' exclusion% ')' excluded { tableattr } | EXCLUDE USING colid '(' exclusion% ')' excluded { tableattr } | keywordcon { tableattr } | column
            excluded : [ include ] [ WITH definition ] [ indexspace ] [ WHERE '(' expr ')' ]
            keywordcon : CHECK '(' expr ')' | UNIQUE USING INDEX colid | UNIQUE [ nulls ] overlapcols [ include ] [ WITH definition ] [ indexspace ] | PRIMARY KEY USING INDEX colid | PRIMARY KEY overlapcols [ include ] [ WITH definition ] [ indexspace ] | FOREIGN KEY periodcols REFERENCES rel [ periodcols ] [ match ] { action } | >=18 NOT NULL colid
            newcon : CONSTRAINT colid tableconelem { tableattr } | EXCLUDE '(' exclusion% ')' excluded { tableattr } | EXCLUDE USING colid '(' exclusion% ')' excluded { tableattr } | keywordcon { tableattr }
            typedelement : newcon | colid [ WITH OPTIONS ] { colcon }
            typedelements : '(' typedelement% ')'
            partitionby : PARTITION BY colid '(' indexelem% ')'
            bound : DEFAULT | FOR VALUES IN '(' expr% ')' | FOR VALUES FROM '(' expr% ')' TO '(' expr% ')' | FOR VALUES WITH '(' hashpart ',' hashpart ')'
            hashpart : nonreserved iconst
            oids : WITH relopts | WITHOUT OIDS
            oncommit : ON COMMIT ( DROP | DELETE ROWS | PRESERVE ROWS )
            tabletail : [ partitionby ] [ USING colid ] [ oids ] [ oncommit ] [ TABLESPACE colid ]
            CREATE TABLE : CREATE [ temp ] TABLE [ ine ] rel@ ( '(' [ element% ] ')' [ INHERITS '(' rel@% ')' ] tabletail | OF any [ typedelements ] tabletail | PARTITION OF rel@ [ typedelements ] bound tabletail )
            !CREATE FOREIGN TABLE : CREATE FOREIGN TABLE [ ine ] rel@ ( '(' [ element% ] ')' [ INHERITS '(' rel@% ')' ] | PARTITION OF rel@ [ typedelements ] bound ) SERVER colid [ options ]
            CREATE SEQUENCE : CREATE [ temp ] SEQUENCE [ ine ] rel@ { seqopt }
            CREATE INDEX : CREATE [ UNIQUE ] INDEX [ CONCURRENTLY ] [ ine colid | colid ] ON relx@ [ USING colid ] '(' indexelem% ')' [ include ] [ nulls ] [ WITH relopts ] [ TABLESPACE colid ] [ WHERE expr ]
            rename : RENAME CONSTRAINT colid TO colid | RENAME TO colid | RENAME [ COLUMN ] colid TO colid
            owner : OWNER TO role
            setschema : SET SCHEMA colid
            depends : [ NO ] DEPENDS ON EXTENSION colid
            alwaysor : ALWAYS | BY DEFAULT
            identityopt : SET GENERATED alwaysor | SET seqopt | RESTART [ [ WITH ] num ]
            altercolumn : SET DEFAULT expr | DROP DEFAULT | DROP NOT NULL | SET NOT NULL | >=17 SET EXPRESSION AS '(' expr ')' | DROP EXPRESSION [ ie ] | SET STATISTICS statistics | SET relopts | RESET relopts | SET STORAGE storage | SET COMPRESSION ( DEFAULT | colid ) | ADD GENERATED alwaysor AS IDENTITY [ seqopts ] | DROP IDENTITY [ ie ] | [ SET DATA ] TYPE type [ collate ] [ USING expr ] | alteroptions | identityopt { identityopt }
            statistics : >=17 DEFAULT | int
            storage : >=16 DEFAULT | colid
            identity : NOTHING | FULL | DEFAULT | USING INDEX colid
            enable : ENABLE TRIGGER ALL | ENABLE TRIGGER USER | ENABLE TRIGGER colid | ENABLE ALWAYS TRIGGER colid | ENABLE REPLICA TRIGGER colid | ENABLE RULE colid | ENABLE ALWAYS RULE colid | ENABLE REPLICA RULE colid | ENABLE ROW LEVEL SECURITY
            disable : DISABLE TRIGGER ALL | DISABLE TRIGGER USER | DISABLE TRIGGER colid | DISABLE RULE colid | DISABLE ROW LEVEL SECURITY
            alterconstraint : attr | >=18 NO INHERIT | >=18 INHERIT
            altercmd : ADD newcon | ADD [ COLUMN ] [ ine ] column | ALTER [ COLUMN ] iconst SET STATISTICS statistics | ALTER CONSTRAINT colid { alterconstraint } | ALTER [ COLUMN ] colid altercolumn | DROP CONSTRAINT [ ie ] colid [ behavior ] | DROP [ COLUMN ] [ ie ] colid [ behavior ] | VALIDATE CONSTRAINT colid | SET WITHOUT OIDS | CLUSTER ON colid | SET WITHOUT CLUSTER | SET LOGGED | SET UNLOGGED | enable | disable | INHERIT rel@ | NO INHERIT rel@ | OF any | NOT OF | owner | SET TABLESPACE colid | SET ACCESS METHOD ( >=17 DEFAULT | colid ) | SET relopts | RESET relopts | REPLICA IDENTITY identity | FORCE ROW LEVEL SECURITY | NO FORCE ROW LEVEL SECURITY | alteroptions
            partitioncmd : ATTACH PARTITION rel@ bound | DETACH PARTITION rel@ [ CONCURRENTLY | FINALIZE ]
            movetablespace : ALL IN TABLESPACE colid [ OWNED BY role% ] SET TABLESPACE colid [ NOWAIT ]
            ALTER TABLE : ALTER TABLE ( movetablespace | [ ie ] relx@ ( rename | setschema | partitioncmd | altercmd% ) )
            ALTER INDEX : ALTER INDEX ( movetablespace | [ ie ] rel@ ( RENAME TO colid | ATTACH PARTITION rel@ | depends | altercmd% ) )
            ALTER SEQUENCE : ALTER SEQUENCE [ ie ] rel@ ( RENAME TO colid | setschema | owner | SET LOGGED | SET UNLOGGED | seqopt { seqopt } | altercmd% )
            ALTER VIEW : ALTER VIEW [ ie ] rel@ ( rename | setschema | altercmd% )
            ALTER MATERIALIZED VIEW : ALTER MATERIALIZED VIEW ( movetablespace | [ ie ] rel@ ( rename | setschema | depends | altercmd% ) )
            !ALTER FOREIGN TABLE : ALTER FOREIGN TABLE [ ie ] relx@ ( rename | setschema | altercmd% )
            """;

    private TableRules() {}
}
