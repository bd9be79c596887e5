package io.postern.policy.domain;

/** Whether PostgreSQL's own analysis of a text has to agree before it runs. */
public enum Proof {
    REQUIRED,
    /** Not where the database cannot be asked. */
    WHERE_POSSIBLE
}
