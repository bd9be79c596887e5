package io.postern.pgsql.read;

/** Rules of {@link Notation}: routines, triggers, rules, policies, types, operators, text search. */
final class DefinitionRules {

    static final String RULES = """
            routineopt : CALLED ON NULL INPUT | RETURNS NULL ON NULL INPUT | STRICT | IMMUTABLE | STABLE | VOLATILE | EXTERNAL SECURITY DEFINER | EXTERNAL SECURITY INVOKER | SECURITY DEFINER | SECURITY INVOKER | LEAKPROOF | NOT LEAKPROOF | COST num | ROWS num | SUPPORT any | SET setmore | RESET resetrest | PARALLEL colid
            createopt : AS str [ ',' str ] | LANGUAGE word | TRANSFORM fortype% | WINDOW | routineopt
            fortype : FOR TYPE type
            returns : RETURNS TABLE '(' tablecol% ')' | RETURNS functype
            tablecol : paramname functype
            paramname : nonreserved
            CREATE FUNCTION : CREATE [ OR REPLACE ] FUNCTION fn@ '(' [ arg% ] ')' [ returns ] { createopt } [ body ]
            CREATE PROCEDURE : CREATE [ OR REPLACE ] PROCEDURE fn@ '(' [ arg% ] ')' { createopt } [ body ]
            alterroutine : RENAME TO colid | owner | setschema | depends | routineopt { routineopt } [ RESTRICT ]
            ALTER FUNCTION : ALTER FUNCTION fnsig@ alterroutine
            ALTER PROCEDURE : ALTER PROCEDURE fnsig@ alterroutine
            ALTER ROUTINE : ALTER ROUTINE fnsig@ alterroutine
            CREATE AGGREGATE : CREATE [ OR REPLACE ] AGGREGATE fn@ aggrdef
            aggrdef : '(' ident '=' defarg { ',' ident '=' defarg } ')' | aggargs definition
            ALTER AGGREGATE : ALTER AGGREGATE aggsig@ ( RENAME TO colid | owner | setschema )
            event : INSERT | DELETE | UPDATE OF colid% | UPDATE | TRUNCATE
            events : event { OR event }
            transition : ( NEW | OLD ) ( TABLE | ROW ) [ AS ] colid
            triggerwhen : WHEN '(' expr ')'
            execute : EXECUTE ( FUNCTION | PROCEDURE ) fn@ '(' [ triggerarg ] { ',' triggerarg } ')'
            triggerarg : str | label | num
            CREATE TRIGGER : CREATE [ OR REPLACE ] TRIGGER colid ( BEFORE | AFTER | INSTEAD OF ) events ON rel@ [ REFERENCING transition { transition } ] [ FOR [ EACH ] ( ROW | STATEMENT ) ] [ triggerwhen ] execute
            CREATE CONSTRAINT TRIGGER : CREATE CONSTRAINT TRIGGER colid AFTER events ON rel@ [ FROM rel@ ] { tableattr } FOR EACH ROW [ triggerwhen ] execute
            ALTER TRIGGER : ALTER TRIGGER colid ON rel@ ( RENAME TO colid | depends )
            CREATE EVENT TRIGGER : CREATE EVENT TRIGGER colid ON label [ WHEN eventfilter { AND eventfilter } ] EXECUTE ( FUNCTION | PROCEDURE ) fn@ '(' ')'
            eventfilter : colid IN '(' str% ')'
            ALTER EVENT TRIGGER : ALTER EVENT TRIGGER colid ( ENABLE REPLICA | ENABLE ALWAYS | ENABLE | DISABLE | RENAME TO colid | owner )
            CREATE RULE : CREATE [ OR REPLACE ] RULE colid AS ON ( SELECT | INSERT | UPDATE | DELETE ) TO rel@ [ WHERE expr ] DO [ ALSO | INSTEAD ] ruleactions
            ALTER RULE : ALTER RULE colid ON rel@ RENAME TO colid
            policyusing : USING '(' expr ')'
            policycheck : WITH CHECK '(' expr ')'
            CREATE POLICY : CREATE POLICY colid ON rel@ [ AS ident ] [ FOR ( ALL | SELECT | INSERT | UPDATE | DELETE ) ] [ TO role% ] [ policyusing ] [ policycheck ]
            ALTER POLICY : ALTER POLICY [ ie ] colid ON rel@ ( RENAME TO colid | [ TO role% ] [ policyusing ] [ policycheck ] )
            attribute : colid type [ collate ]
            CREATE TYPE : CREATE TYPE any@ [ definition | AS ENUM '(' [ str% ] ')' | AS RANGE definition | AS '(' [ attribute% ] ')' ]
            attrcmd : ADD ATTRIBUTE attribute [ behavior ] | DROP ATTRIBUTE [ ie ] colid [ behavior ] | ALTER ATTRIBUTE colid [ SET DATA ] TYPE type [ collate ] [ behavior ]
            addvalue : ADD VALUE [ ine ] str [ BEFORE str | AFTER str ]
            ALTER TYPE : ALTER TYPE any@ ( RENAME TO colid | RENAME ATTRIBUTE colid TO colid [ behavior ] | RENAME VALUE str TO str | owner | setschema | addvalue | attrcmd% | SET operatordef )
            CREATE DOMAIN : CREATE DOMAIN any@ [ AS ] type { colcon }
            domaincon : [ CONSTRAINT colid ] ( CHECK '(' expr ')' | >=17 NOT NULL ) { tableattr }
            ALTER DOMAIN : ALTER DOMAIN any@ ( SET DEFAULT expr | DROP DEFAULT | SET NOT NULL | DROP NOT NULL | ADD domaincon | DROP CONSTRAINT [ ie ] colid [ behavior ] | VALIDATE CONSTRAINT colid | RENAME CONSTRAINT colid TO colid | RENAME TO colid | owner | setschema )
            operatordef : '(' operatoropt% ')'
            operatoropt : label [ '=' defarg ]
            CREATE OPERATOR CLASS : CREATE OPERATOR CLASS any@ [ DEFAULT ] FOR TYPE type USING colid [ FAMILY any ] AS classitem%
            classitem : OPERATOR iconst op [ '(' operands ')' ] [ FOR SEARCH | FOR ORDER BY any ] [ <=17 RECHECK ] | FUNCTION iconst [ '(' type% ')' ] fnsig@ | STORAGE type
            operands : NONE ',' type | type ',' ( NONE | type )
            CREATE OPERATOR FAMILY : CREATE OPERATOR FAMILY any@ USING colid
            CREATE OPERATOR : CREATE OPERATOR op definition
            familyop : ADD classitem% | DROP dropitem%
            dropitem : OPERATOR iconst '(' type% ')' | FUNCTION iconst '(' type% ')'
            renameorown : RENAME TO colid | owner | setschema
            ALTER OPERATOR CLASS : ALTER OPERATOR CLASS any@ USING colid renameorown
            ALTER OPERATOR FAMILY : ALTER OPERATOR FAMILY any@ USING colid ( renameorown | familyop )
            ALTER OPERATOR : ALTER OPERATOR opsig ( owner | setschema | SET operatordef )
            castcontext : AS ASSIGNMENT | AS IMPLICIT
            CREATE CAST : CREATE CAST '(' type AS type ')' ( WITH FUNCTION fnsig@ | WITHOUT FUNCTION | WITH INOUT ) [ castcontext ]
            fromsql : FROM SQL WITH FUNCTION fnsig@
            tosql : TO SQL WITH FUNCTION fnsig@
            CREATE TRANSFORM : CREATE [ OR REPLACE ] TRANSFORM FOR type LANGUAGE colid '(' ( fromsql [ ',' tosql ] | tosql [ ',' fromsql ] ) ')'
            CREATE COLLATION : CREATE COLLATION [ ine ] any@ ( definition | FROM any )
            ALTER COLLATION : ALTER COLLATION any@ ( renameorown | REFRESH VERSION )
            CREATE CONVERSION : CREATE [ DEFAULT ] CONVERSION any@ FOR str TO str FROM any
            ALTER CONVERSION : ALTER CONVERSION any@ renameorown
            CREATE TEXT SEARCH : CREATE TEXT SEARCH ( CONFIGURATION | DICTIONARY | PARSER | TEMPLATE ) any@ definition
            mapping : ADD MAPPING FOR colid% WITH any% | ALTER MAPPING FOR colid% ( WITH any% | REPLACE any WITH any ) | ALTER MAPPING REPLACE any WITH any | DROP MAPPING [ ie ] FOR colid%
            ALTER TEXT SEARCH CONFIGURATION : ALTER TEXT SEARCH CONFIGURATION any@ ( mapping | renameorown )
            ALTER TEXT SEARCH DICTIONARY : ALTER TEXT SEARCH DICTIONARY any@ ( definition | renameorown )
            ALTER TEXT SEARCH PARSER : ALTER TEXT SEARCH PARSER any@ ( RENAME TO colid | setschema )
            ALTER TEXT SEARCH TEMPLATE : ALTER TEXT SEARCH TEMPLATE any@ ( RENAME TO colid | setschema )
            statisticson : [ cols ] ON statparam% FROM fromlist
            CREATE STATISTICS : CREATE STATISTICS ( ine any@ statisticson | >=16 statisticson | any@ statisticson )
            ALTER STATISTICS : ALTER STATISTICS [ ie ] any@ ( SET STATISTICS statistics | renameorown )
            """;

    private DefinitionRules() {}
}
