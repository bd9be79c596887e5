package io.postern.pgwire;

/**
 * A column of a result.
 *
 * @param tableOid the table it comes from unchanged, else 0
 * @param columnNumber its number in that table, else 0; negative for a system column
 * @param typeSize bytes, negative for variable size
 * @param typeModifier meaning depends on the type, -1 for none
 */
public record FieldDescription(
        String name, long tableOid, int columnNumber, long typeOid, int typeSize, int typeModifier, Format format) {

    /** Bytes on the wire of a column without a name. */
    static final int MIN_BYTES = 19;

    static FieldDescription decode(BodyReader reader) {
        return new FieldDescription(
                reader.string("column name"),
                reader.oid("table OID"),
                reader.int16("column number"),
                reader.oid("type OID"),
                reader.int16("type size"),
                reader.int32("type modifier"),
                reader.format("format"));
    }

    void encode(MessageWriter body) {
        body.string(name)
                .oid(tableOid)
                .int16(columnNumber)
                .oid(typeOid)
                .int16(typeSize)
                .int32(typeModifier)
                .int16(format.code());
    }
}
