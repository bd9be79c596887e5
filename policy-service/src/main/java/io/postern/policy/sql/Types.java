package io.postern.policy.sql;

import java.util.Set;

import io.postern.pgwire.sql.TokenKind;

/** Type names. Only built-in types, and types that a column of the catalog has, are known. */
final class Types {

    /** What a type makes of a constant that is cast to it. */
    enum Literal {
        /** Its text is its value. */
        VALUE,
        /** Its text names an object, or is checked by code nobody has looked at. */
        NAME
    }

    private static final Set<String> PLAIN = Keywords.words("""
            bit bool box bpchar bytea char cidr circle date datemultirange daterange float4 float8 inet int2 int2vector int4
            int4multirange int4range int8 int8multirange int8range interval json jsonb jsonpath line lseg macaddr macaddr8
            money name numeric nummultirange numrange oid oidvector path pg_lsn point polygon text tid time timestamp
            timestamptz timetz tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector unknown uuid varbit varchar
            xid xid8""");

    /** Keywords of PostgreSQL's grammar that stand for a type; only valid without a schema. */
    private static final Set<String> KEYWORDS = Keywords.words("""
            bigint bit boolean char character dec decimal double float int integer interval json national nchar numeric real
            smallint time timestamp varchar""");

    private static final Set<String> NAMING = Keywords.words("""
            regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole
            regtype anyarray""");

    private static final Set<String> INTERVAL_FIELDS = Keywords.words("year month day hour minute second");

    private final Grammar grammar;

    Types(Grammar grammar) {
        this.grammar = grammar;
    }

    /** A type name with modifiers and array bounds. */
    Literal type() {
        TokenCursor cursor = grammar.cursor;
        cursor.acceptWord("setof");
        Literal literal = simple();
        if (cursor.acceptWord("array")) {
            if (cursor.acceptSelf('[')) {
                integer();
                cursor.expectSelf(']');
            }
        } else {
            while (cursor.acceptSelf('[')) {
                if (!cursor.isSelf(']')) {
                    integer();
                }
                cursor.expectSelf(']');
            }
        }
        return literal;
    }

    private Literal simple() {
        TokenCursor cursor = grammar.cursor;
        String word = cursor.word();
        if (KEYWORDS.contains(word) && !cursor.isSelf(1, '.')) {
            keywordType();
            return Literal.VALUE;
        }
        int from = cursor.at();
        String schema = "";
        String name = cursor.isQuoted(0) || Keywords.canNameFunction(word) ? cursor.label() : cursor.name();
        if (cursor.acceptSelf('.')) {
            schema = name;
            name = cursor.label();
        }
        if (cursor.isSelf('.') || cursor.isSelf('%')) {
            throw cursor.unexpected();
        }
        Literal literal = require(schema, name, from);
        modifiers();
        return literal;
    }

    /** The type of {@code name 'literal'}. */
    Literal require(String schema, String name, int token) {
        boolean builtIn = schema.isEmpty() || schema.equals("pg_catalog");
        if (builtIn && PLAIN.contains(name)) {
            return Literal.VALUE;
        }
        if (builtIn && NAMING.contains(name)) {
            return Literal.NAME;
        }
        String spelled = schema.isEmpty() ? name : schema + "." + name;
        if (grammar.context.catalog().hasColumnOfType(spelled)) {
            return Literal.NAME;
        }
        throw new NotReadable("Type " + spelled + " is not known to be harmless.", token);
    }

    /** Whether a keyword type begins here whose typed constant, such as {@code interval '1 day'}, would read as one. */
    boolean atKeywordType() {
        return KEYWORDS.contains(grammar.cursor.word());
    }

    /** One of the types that have their own syntax: manual, section 8. */
    void keywordType() {
        TokenCursor cursor = grammar.cursor;
        String word = cursor.expectOneOf(KEYWORDS.toArray(String[]::new));
        switch (word) {
            case "double" -> cursor.expectWord("precision");
            case "national" -> {
                cursor.expectOneOf("character", "char");
                cursor.acceptWord("varying");
                modifiers();
            }
            case "bit", "char", "character", "nchar" -> {
                cursor.acceptWord("varying");
                modifiers();
            }
            case "time", "timestamp" -> {
                modifiers();
                if (cursor.acceptWords("with", "time") || cursor.acceptWords("without", "time")) {
                    cursor.expectWord("zone");
                }
            }
            case "interval" -> {
                modifiers();
                intervalFields();
            }
            default -> modifiers();
        }
    }

    /** {@code YEAR TO MONTH} and the like, behind INTERVAL or its literal. */
    void intervalFields() {
        TokenCursor cursor = grammar.cursor;
        if (INTERVAL_FIELDS.contains(cursor.word())) {
            cursor.advance();
            modifiers();
            if (cursor.acceptWord("to")) {
                if (!INTERVAL_FIELDS.contains(cursor.word())) {
                    throw cursor.unexpected();
                }
                cursor.advance();
                modifiers();
            }
        }
    }

    private void modifiers() {
        TokenCursor cursor = grammar.cursor;
        if (cursor.acceptSelf('(')) {
            do {
                integer();
            } while (cursor.acceptSelf(','));
            cursor.expectSelf(')');
        }
    }

    private void integer() {
        TokenCursor cursor = grammar.cursor;
        cursor.acceptSelf('-');
        if (!cursor.acceptKind(TokenKind.INTEGER)) {
            throw cursor.unexpected();
        }
    }
}
