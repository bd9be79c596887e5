package io.postern.pgwire.sql;

/** What PostgreSQL's lexer tells apart. */
public enum TokenKind {
    /** A keyword or an identifier without quotes. */
    WORD,
    /** {@code "name"}. */
    QUOTED_IDENTIFIER,
    /** {@code U&"name"}, with its UESCAPE clause where it has one. */
    UNICODE_IDENTIFIER,
    /** Decimal, {@code 0x}, {@code 0o} or {@code 0b}, of a value that fits in 32 signed bits; larger ones are {@link #NUMERIC}. */
    INTEGER,
    /** Any other number. */
    NUMERIC,
    STRING,
    /** {@code E'…'}. */
    ESCAPE_STRING,
    /** {@code U&'…'}, with its UESCAPE clause where it has one. */
    UNICODE_STRING,
    /** {@code N'…'}. */
    NATIONAL_STRING,
    /** {@code B'…'}. */
    BIT_STRING,
    /** {@code X'…'}. */
    HEX_STRING,
    /** {@code $tag$…$tag$}. */
    DOLLAR_STRING,
    /** {@code $1}. */
    PARAMETER,
    /** An operator that is not one of the {@link #SELF} characters, {@code <= >= <> !=} included. */
    OPERATOR,
    /** {@code ::}. */
    TYPECAST,
    /** {@code ..}. */
    DOT_DOT,
    /** {@code :=}. */
    COLON_EQUALS,
    /** {@code =>}. */
    EQUALS_GREATER,
    /** One of {@code , ( ) [ ] . ; : + - * / % ^ < > =} standing alone. */
    SELF;

    /** Whether the token is a literal value, which a fingerprint replaces by a numbered slot. */
    public boolean isConstant() {
        return switch (this) {
            case INTEGER,
                    NUMERIC,
                    STRING,
                    ESCAPE_STRING,
                    UNICODE_STRING,
                    NATIONAL_STRING,
                    BIT_STRING,
                    HEX_STRING,
                    DOLLAR_STRING -> true;
            case WORD,
                    QUOTED_IDENTIFIER,
                    UNICODE_IDENTIFIER,
                    PARAMETER,
                    OPERATOR,
                    TYPECAST,
                    DOT_DOT,
                    COLON_EQUALS,
                    EQUALS_GREATER,
                    SELF -> false;
        };
    }
}
