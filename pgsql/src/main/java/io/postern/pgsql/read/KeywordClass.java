package io.postern.pgsql.read;

/** What a keyword can name without quotes. */
enum KeywordClass {
    /** Anything. */
    UNRESERVED,
    /** A column or table, but no function or type. */
    COLUMN_NAME,
    /** A function or type, but no column or table. */
    FUNCTION_OR_TYPE,
    /** Only a label behind AS. */
    RESERVED
}
