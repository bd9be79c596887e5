package io.postern.pgsql.read;

/** Rules of {@link Notation}: GRANT, REVOKE, COMMENT, SECURITY LABEL. */
final class RightsRules {

    static final String RULES = """
            privilege : SELECT [ cols ] | REFERENCES [ cols ] | CREATE [ cols ] | ALTER SYSTEM | colid [ cols ]
            granted : TABLE rel@% | SEQUENCE rel@% | FOREIGN DATA WRAPPER colid% | FOREIGN SERVER colid% | FUNCTION fnsig@% | PROCEDURE fnsig@% | ROUTINE fnsig@% | DATABASE colid% | DOMAIN any% | LANGUAGE colid% | LARGE OBJECT num% | PARAMETER settingname% | SCHEMA colid% | TABLESPACE colid% | TYPE any% | ALL TABLES IN SCHEMA colid% | ALL SEQUENCES IN SCHEMA colid% | ALL FUNCTIONS IN SCHEMA colid% | ALL PROCEDURES IN SCHEMA colid% | ALL ROUTINES IN SCHEMA colid% | rel@%
            grantee : GROUP role | role
            grantedby : GRANTED BY role
            withgrant : WITH GRANT OPTION
            roleoption : label rolevalue
            rolevalue : OPTION | TRUE | FALSE
            roleoptions : >=16 WITH roleoption% | WITH ADMIN OPTION
            GRANT : GRANT ( ALL [ PRIVILEGES ] [ cols ] ON granted TO grantee% [ withgrant ] [ grantedby ] | privilege% ( ON granted TO grantee% [ withgrant ] [ grantedby ] | TO grantee% [ roleoptions ] [ grantedby ] ) )
            revoked : ON granted FROM grantee% [ grantedby ] [ behavior ]
            optionfor : GRANT OPTION FOR
            allprivileges : ALL [ PRIVILEGES ] [ cols ]
            REVOKE : REVOKE ( optionfor ( allprivileges | privilege% ) revoked | ADMIN OPTION FOR privilege% FROM grantee% [ grantedby ] [ behavior ] | >=16 colid OPTION FOR privilege% FROM grantee% [ grantedby ] [ behavior ] | allprivileges revoked | privilege% ( revoked | FROM grantee% [ grantedby ] [ behavior ] ) )
            defacltarget : TABLES | FUNCTIONS | ROUTINES | SEQUENCES | TYPES | SCHEMAS | >=18 LARGE OBJECTS
            defaclfor : IN SCHEMA colid% | FOR ROLE role% | FOR USER role%
            defacl : GRANT ( allprivileges | privilege% ) ON defacltarget TO grantee% [ withgrant ] | REVOKE [ optionfor ] ( allprivileges | privilege% ) ON defacltarget FROM grantee% [ behavior ]
            ALTER DEFAULT PRIVILEGES : ALTER DEFAULT PRIVILEGES { defaclfor } defacl
            text : NULL | str
            commented : COLUMN any@ | anykind any@ | namekind colid | outerkind colid | TYPE type | DOMAIN type | AGGREGATE aggsig@ | routinekind fnsig@ | OPERATOR CLASS any USING colid | OPERATOR FAMILY any USING colid | OPERATOR opsig | CONSTRAINT colid ON DOMAIN any@ | CONSTRAINT colid ON any@ | POLICY colid ON any@ | RULE colid ON any@ | TRIGGER colid ON any@ | TRANSFORM FOR type LANGUAGE colid | LARGE OBJECT num | CAST '(' type AS type ')'
            COMMENT : COMMENT ON commented IS text
            labelled : COLUMN any@ | anykind any@ | namekind colid | outerkind colid | TYPE type | DOMAIN type | AGGREGATE aggsig@ | routinekind fnsig@ | LARGE OBJECT num
            !SECURITY LABEL : SECURITY LABEL [ FOR word ] ON labelled IS text
            """;

    private RightsRules() {}
}
