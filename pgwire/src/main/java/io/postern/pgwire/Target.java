package io.postern.pgwire;

/** What Describe and Close speak of. */
public enum Target {
    STATEMENT('S'),
    PORTAL('P');

    private final byte code;

    Target(char code) {
        this.code = (byte) code;
    }

    /** The byte on the wire. */
    public byte code() {
        return code;
    }

    static Target decode(BodyReader reader) {
        byte code = reader.int8("target");
        return switch (code) {
            case 'S' -> STATEMENT;
            case 'P' -> PORTAL;
            default -> throw reader.violation("target S or P", "byte " + (code & 0xFF));
        };
    }
}
