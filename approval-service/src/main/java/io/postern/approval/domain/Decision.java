package io.postern.approval.domain;

/**
 * What a person said.
 *
 * @param reason empty where an approver gave none
 */
public record Decision(Stamp stamp, Principal by, String reason) {

    @Override
    public String toString() {
        return "Decision[" + stamp + ", by=" + by.subject() + "]";
    }
}
