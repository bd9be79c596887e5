package io.postern.approval.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.postern.approval.domain.ApprovalCommand.Approve;
import io.postern.approval.domain.ApprovalCommand.Deny;

/** The rules of deciding. */
public final class Voting {

    /** In UTF-16 code units, after surrounding white space is gone. */
    public static final int MAX_REASON_LENGTH = 1_000;

    private Voting() {}

    public static Ruling decide(Approval state, ApprovalCommand command) {
        if (!(state instanceof Approval.Known known)) {
            return new Ruling.Refused(Refusal.UNKNOWN);
        }
        return switch (command.kind()) {
            case APPROVE -> approve(known, (Approve) command);
            case DENY -> deny(known, (Deny) command);
            case EXPIRE -> expire(known, command.stamp());
        };
    }

    /** Why this person cannot decide now, if so; whatever reason they may give. */
    public static Optional<Refusal> objection(Approval.Known approval, Principal by, Instant now) {
        Request request = approval.request();
        if (by.isSamePersonAs(request.requester())) {
            return Optional.of(Refusal.OWN_REQUEST);
        }
        if (!by.isInOneOf(request.terms().approverGroups())) {
            return Optional.of(Refusal.NOT_AN_APPROVER);
        }
        if (approval.status() != Status.PENDING) {
            return Optional.of(Refusal.ALREADY_DECIDED);
        }
        return request.isOverAt(now) ? Optional.of(Refusal.TOO_LATE) : Optional.empty();
    }

    private static Ruling approve(Approval.Known approval, Approve command) {
        String reason = command.reason().strip();
        Optional<Refusal> refusal =
                objection(approval, command.by(), command.stamp().at()).or(() -> tooLong(reason));
        return ruling(
                refusal,
                new ApprovalEvent.Granted(
                        approval.request().approvalId(),
                        new Decision(command.stamp(), command.by(), reason),
                        approval.request().terms().binding()));
    }

    private static Ruling deny(Approval.Known approval, Deny command) {
        String reason = command.reason().strip();
        Optional<Refusal> refusal = objection(
                        approval, command.by(), command.stamp().at())
                .or(() -> isBlank(reason) ? Optional.of(Refusal.REASON_MISSING) : tooLong(reason));
        return ruling(
                refusal,
                new ApprovalEvent.Denied(
                        approval.request().approvalId(), new Decision(command.stamp(), command.by(), reason)));
    }

    private static Ruling expire(Approval.Known approval, Stamp stamp) {
        Optional<Refusal> refusal = Optional.empty();
        if (approval.status() != Status.PENDING) {
            refusal = Optional.of(Refusal.ALREADY_DECIDED);
        } else if (!approval.request().isOverAt(stamp.at())) {
            refusal = Optional.of(Refusal.NOT_YET_OVER);
        }
        return ruling(refusal, new ApprovalEvent.Expired(approval.request().approvalId(), stamp));
    }

    private static Ruling ruling(Optional<Refusal> refusal, ApprovalEvent event) {
        return refusal.<Ruling>map(Ruling.Refused::new).orElseGet(() -> new Ruling.Accepted(List.of(event)));
    }

    private static Optional<Refusal> tooLong(String reason) {
        return reason.length() > MAX_REASON_LENGTH ? Optional.of(Refusal.REASON_TOO_LONG) : Optional.empty();
    }

    /** A reason of invisible characters only is none. */
    private static boolean isBlank(String reason) {
        return reason.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT);
    }
}
