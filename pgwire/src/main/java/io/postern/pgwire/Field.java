package io.postern.pgwire;

/**
 * A field of an ErrorResponse or NoticeResponse: manual, "Error and Notice Message Fields".
 *
 * @param code an ASCII character other than NUL; codes unknown to the manual are kept
 */
public record Field(char code, String value) {

    public Field {
        if (code == 0 || code > 0x7F) {
            throw new IllegalArgumentException("a field code is an ASCII character");
        }
    }

    /** Without the value, which may quote data. */
    @Override
    public String toString() {
        return "Field[" + code + "]";
    }
}
