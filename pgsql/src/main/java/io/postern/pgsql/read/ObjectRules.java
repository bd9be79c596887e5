package io.postern.pgsql.read;

/** Rules of {@link Notation}: databases, roles, schemas, extensions, foreign data, replication, and DROP. */
final class ObjectRules {

    static final String RULES = """
            dbopt : dbname [ '=' ] dbvalue
            dbname : CONNECTION LIMIT | ENCODING | LOCATION | OWNER | TABLESPACE | TEMPLATE | ident
            dbvalue : DEFAULT | num | bool
            !CREATE DATABASE : CREATE DATABASE colid [ WITH ] { dbopt }
            setreset : SET setmore | RESET resetrest
            !ALTER DATABASE : ALTER DATABASE colid ( RENAME TO colid | owner | SET TABLESPACE colid | setreset | REFRESH COLLATION VERSION | WITH dbopt { dbopt } | { dbopt } )
            alterroleopt : PASSWORD ( NULL | str ) | ENCRYPTED PASSWORD str | INHERIT | CONNECTION LIMIT int | VALID UNTIL str | USER role% | ident
            roleopt : SYSID iconst | ADMIN role% | ROLE role% | IN ROLE role% | IN GROUP role% | alterroleopt
            !CREATE ROLE : CREATE ROLE role [ WITH ] { roleopt }
            !CREATE USER MAPPING : CREATE USER MAPPING [ ine ] FOR mapped SERVER colid [ options ]
            !CREATE USER : CREATE USER role [ WITH ] { roleopt }
            !CREATE GROUP : CREATE GROUP role [ WITH ] { roleopt }
            mapped : USER | role
            roleinner : IN DATABASE colid setreset | setreset
            altersomerole : RENAME TO colid | roleinner | WITH { alterroleopt } | { alterroleopt }
            !ALTER ROLE : ALTER ROLE ( ALL roleinner | role altersomerole )
            !ALTER USER MAPPING : ALTER USER MAPPING FOR mapped SERVER colid alteroptions
            !ALTER USER : ALTER USER ( ALL roleinner | role altersomerole )
            !ALTER GROUP : ALTER GROUP role ( RENAME TO colid | ADD USER role% | DROP USER role% )
            CREATE SCHEMA : CREATE SCHEMA ( ine [ colid ] [ AUTHORIZATION role ] | [ colid ] AUTHORIZATION role schemaelements | colid schemaelements )
            ALTER SCHEMA : ALTER SCHEMA colid ( RENAME TO colid | owner )
            extopt : SCHEMA colid | VERSION word | CASCADE
            CREATE EXTENSION : CREATE EXTENSION [ ine ] colid [ WITH ] { extopt }
            ALTER EXTENSION : ALTER EXTENSION colid ( UPDATE [ TO word ] | SET SCHEMA colid | ( ADD | DROP ) member )
            anykind : TABLE | SEQUENCE | VIEW | MATERIALIZED VIEW | INDEX | FOREIGN TABLE | COLLATION | CONVERSION | STATISTICS | TEXT SEARCH PARSER | TEXT SEARCH DICTIONARY | TEXT SEARCH TEMPLATE | TEXT SEARCH CONFIGURATION
            namekind : ACCESS METHOD | EVENT TRIGGER | EXTENSION | FOREIGN DATA WRAPPER | [ PROCEDURAL ] LANGUAGE | PUBLICATION | SCHEMA | SERVER
            outerkind : DATABASE | ROLE | SUBSCRIPTION | TABLESPACE
            routinekind : FUNCTION | PROCEDURE | ROUTINE
            member : anykind any@ | namekind colid | outerkind colid | AGGREGATE aggsig@ | CAST '(' type AS type ')' | DOMAIN type | TYPE type | routinekind fnsig@ | OPERATOR CLASS any USING colid | OPERATOR FAMILY any USING colid | OPERATOR opsig | TRANSFORM FOR type LANGUAGE colid
            !CREATE TABLESPACE : CREATE TABLESPACE colid [ OWNER role ] LOCATION str [ WITH relopts ]
            !ALTER TABLESPACE : ALTER TABLESPACE colid ( SET relopts | RESET relopts | RENAME TO colid | owner )
            handler : colid [ '.' label { '.' label } ]
            !CREATE LANGUAGE : CREATE [ OR REPLACE ] [ TRUSTED ] [ PROCEDURAL ] LANGUAGE colid [ HANDLER handler [ INLINE handler ] [ VALIDATOR handler | NO VALIDATOR ] ]
            !ALTER LANGUAGE : ALTER [ PROCEDURAL ] LANGUAGE colid ( RENAME TO colid | owner )
            !CREATE ACCESS METHOD : CREATE ACCESS METHOD colid TYPE ( INDEX | TABLE ) HANDLER handler
            !ALTER SYSTEM : ALTER SYSTEM ( SET generic | RESET resetrest )
            generic : settingname ( TO | '=' ) ( DEFAULT | settingvalue% )
            settingname : colid { '.' colid }
            settingvalue : num | bool
            ALTER LARGE OBJECT : ALTER LARGE OBJECT num owner
            REASSIGN OWNED : REASSIGN OWNED BY role% TO role
            wrapperopt : HANDLER handler | NO HANDLER | VALIDATOR handler | NO VALIDATOR
            !CREATE FOREIGN DATA WRAPPER : CREATE FOREIGN DATA WRAPPER colid { wrapperopt } [ options ]
            !ALTER FOREIGN DATA WRAPPER : ALTER FOREIGN DATA WRAPPER colid ( RENAME TO colid | owner | wrapperopt { wrapperopt } [ alteroptions ] | alteroptions )
            version : VERSION ( NULL | str )
            !CREATE SERVER : CREATE SERVER [ ine ] colid [ TYPE str ] [ version ] FOREIGN DATA WRAPPER colid [ options ]
            !ALTER SERVER : ALTER SERVER colid ( RENAME TO colid | owner | version [ alteroptions ] | alteroptions )
            !IMPORT FOREIGN SCHEMA : IMPORT FOREIGN SCHEMA colid [ LIMIT TO '(' relx% ')' | EXCEPT '(' relx% ')' ] FROM SERVER colid INTO colid [ options ]
            published : TABLE pubtable | TABLES IN SCHEMA pubschema | CURRENT_SCHEMA | pubtable
            pubschema : CURRENT_SCHEMA | colid
            pubtable : relx@ [ cols ] [ WHERE '(' expr ')' ]
            firstpublished : TABLE pubtable | TABLES IN SCHEMA pubschema
            pubs : firstpublished { ',' published }
            CREATE PUBLICATION : CREATE PUBLICATION colid [ FOR ALL TABLES | FOR pubs ] [ WITH definition ]
            ALTER PUBLICATION : ALTER PUBLICATION colid ( RENAME TO colid | owner | SET definition | ADD pubs | SET pubs | DROP pubs )
            !CREATE SUBSCRIPTION : CREATE SUBSCRIPTION colid CONNECTION str PUBLICATION label% [ WITH definition ]
            altersub : SET definition | CONNECTION str | REFRESH PUBLICATION [ WITH definition ] | ( ADD | SET | DROP ) PUBLICATION label% [ WITH definition ] | ENABLE | DISABLE | SKIP definition
            !ALTER SUBSCRIPTION : ALTER SUBSCRIPTION colid ( RENAME TO colid | owner | altersub )
            DROP TABLE : DROP TABLE [ ie ] any@% [ behavior ]
            DROP VIEW : DROP VIEW [ ie ] any@% [ behavior ]
            DROP MATERIALIZED VIEW : DROP MATERIALIZED VIEW [ ie ] any@% [ behavior ]
            DROP SEQUENCE : DROP SEQUENCE [ ie ] any@% [ behavior ]
            DROP INDEX : DROP INDEX [ CONCURRENTLY ] [ ie ] any@% [ behavior ]
            !DROP FOREIGN TABLE : DROP FOREIGN TABLE [ ie ] any@% [ behavior ]
            DROP COLLATION : DROP COLLATION [ ie ] any@% [ behavior ]
            DROP CONVERSION : DROP CONVERSION [ ie ] any@% [ behavior ]
            DROP STATISTICS : DROP STATISTICS [ ie ] any@% [ behavior ]
            DROP TEXT SEARCH : DROP TEXT SEARCH ( PARSER | DICTIONARY | TEMPLATE | CONFIGURATION ) [ ie ] any@% [ behavior ]
            DROP TYPE : DROP TYPE [ ie ] type% [ behavior ]
            DROP DOMAIN : DROP DOMAIN [ ie ] type% [ behavior ]
            DROP SCHEMA : DROP SCHEMA [ ie ] colid@% [ behavior ]
            DROP EXTENSION : DROP EXTENSION [ ie ] colid@% [ behavior ]
            DROP ACCESS METHOD : DROP ACCESS METHOD [ ie ] colid% [ behavior ]
            DROP EVENT TRIGGER : DROP EVENT TRIGGER [ ie ] colid% [ behavior ]
            !DROP FOREIGN DATA WRAPPER : DROP FOREIGN DATA WRAPPER [ ie ] colid% [ behavior ]
            DROP LANGUAGE : DROP [ PROCEDURAL ] LANGUAGE [ ie ] colid% [ behavior ]
            DROP PUBLICATION : DROP PUBLICATION [ ie ] colid% [ behavior ]
            !DROP SERVER : DROP SERVER [ ie ] colid% [ behavior ]
            DROP POLICY : DROP POLICY [ ie ] colid ON any@ [ behavior ]
            DROP RULE : DROP RULE [ ie ] colid ON any@ [ behavior ]
            DROP TRIGGER : DROP TRIGGER [ ie ] colid ON any@ [ behavior ]
            DROP FUNCTION : DROP FUNCTION [ ie ] fnsig@% [ behavior ]
            DROP PROCEDURE : DROP PROCEDURE [ ie ] fnsig@% [ behavior ]
            DROP ROUTINE : DROP ROUTINE [ ie ] fnsig@% [ behavior ]
            DROP AGGREGATE : DROP AGGREGATE [ ie ] aggsig@% [ behavior ]
            DROP OPERATOR CLASS : DROP OPERATOR CLASS [ ie ] any USING colid [ behavior ]
            DROP OPERATOR FAMILY : DROP OPERATOR FAMILY [ ie ] any USING colid [ behavior ]
            DROP OPERATOR : DROP OPERATOR [ ie ] opsig% [ behavior ]
            DROP CAST : DROP CAST [ ie ] '(' type AS type ')' [ behavior ]
            DROP TRANSFORM : DROP TRANSFORM [ ie ] FOR type LANGUAGE colid [ behavior ]
            !DROP USER MAPPING : DROP USER MAPPING [ ie ] FOR mapped SERVER colid
            !DROP ROLE : DROP ROLE [ ie ] role%
            !DROP USER : DROP USER [ ie ] role%
            !DROP GROUP : DROP GROUP [ ie ] role%
            !DROP DATABASE : DROP DATABASE [ ie ] colid [ [ WITH ] '(' FORCE { ',' FORCE } ')' ]
            !DROP TABLESPACE : DROP TABLESPACE [ ie ] colid
            !DROP SUBSCRIPTION : DROP SUBSCRIPTION [ ie ] colid [ behavior ]
            DROP OWNED : DROP OWNED BY role% [ behavior ]
            """;

    private ObjectRules() {}
}
