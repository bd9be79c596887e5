package io.postern.approval.domain;

/** Why a command was not followed, in words for the one who gave it. */
public enum Refusal {
    UNKNOWN("there is no such approval"),
    OWN_REQUEST("you cannot decide your own request"),
    NOT_AN_APPROVER("you are in none of the groups that may decide this request"),
    ALREADY_DECIDED("this request is no longer pending"),
    TOO_LATE("the time to decide this request has passed"),
    NOT_YET_OVER("the time to decide this request has not passed"),
    REASON_MISSING("a denial needs a reason"),
    REASON_TOO_LONG("a reason has at most " + Voting.MAX_REASON_LENGTH + " characters");

    private final String message;

    Refusal(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}
