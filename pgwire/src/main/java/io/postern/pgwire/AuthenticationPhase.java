package io.postern.pgwire;

/** What a message of type {@code p} is, which its bytes do not tell: the session declares it. */
public enum AuthenticationPhase {
    /** A PasswordMessage is due. */
    PASSWORD,
    /** A SASLInitialResponse is due. */
    SASL_INITIAL,
    /** A SASLResponse is due. */
    SASL,
    /** A GSSResponse is due, for GSSAPI and SSPI alike. */
    GSS,
    /** None of them is allowed. */
    NONE
}
