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
    INTEGER(true),
    /** Any other number. */
    NUMERIC(true),
    STRING(true),
    /** {@code E'…'}. */
    ESCAPE_STRING(true),
    /** {@code U&'…'}, with its UESCAPE clause where it has one. */
    UNICODE_STRING(true),
    /** {@code N'…'}. */
    NATIONAL_STRING(true),
    /** {@code B'…'}. */
    BIT_STRING(true),
    /** {@code X'…'}. */
    HEX_STRING(true),
    /** {@code $tag$…$tag$}. */
    DOLLAR_STRING(true),
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

    private final boolean constant;

    TokenKind() {
        this(false);
    }

    TokenKind(boolean constant) {
        this.constant = constant;
    }

    /** Whether the token is a literal value, which a fingerprint replaces by a numbered slot. */
    public boolean isConstant() {
        return constant;
    }
}
