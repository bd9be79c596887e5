package io.postern.identity.signing;

/** What came of checking a record's signature. Only {@link #GENUINE} records may be used. */
public enum EventCheck {
    GENUINE("is genuine"),
    UNSIGNED("has no signature"),
    TOO_LONG("its signature is too long"),
    MALFORMED("its signature is not a detached JWS"),
    HEADER("its signature is not ES256 over an unencoded payload"),
    UNKNOWN_KEY("its signature names a key that is not trusted with such events"),
    FORGED("its signature does not fit its topic, key and value");

    private final String reason;

    EventCheck(String reason) {
        this.reason = reason;
    }

    /** For the log; holds nothing of the record. */
    public String reason() {
        return reason;
    }
}
