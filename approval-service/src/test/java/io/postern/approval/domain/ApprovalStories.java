package io.postern.approval.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.postern.approval.domain.ApprovalEvent.Consumed;
import io.postern.approval.domain.ApprovalEvent.Denied;
import io.postern.approval.domain.ApprovalEvent.Expired;
import io.postern.approval.domain.ApprovalEvent.Granted;
import io.postern.approval.domain.ApprovalEvent.Requested;
import io.postern.approval.domain.ApprovalEvent.Withdrawn;

/** The people, the request and the facts that the tests of this package tell about. */
final class ApprovalStories {

    static final String ID = "a-1";
    static final String ISSUER = "https://issuer.example";
    static final Instant REQUESTED_AT = Instant.parse("2026-11-20T10:00:00Z");
    static final Instant EXPIRES_AT = REQUESTED_AT.plusSeconds(300);
    static final String BINDING = "c0ffee";

    static final Principal AGENT = new Principal(ISSUER, "mcp-support", List.of("agents", "approvers"));
    static final Principal ANNA = new Principal(ISSUER, "anna", List.of("approvers"));
    static final Principal BORIS = new Principal(ISSUER, "boris", List.of("approvers", "admins"));
    static final Principal STRANGER = new Principal(ISSUER, "eve", List.of("analysts"));

    private ApprovalStories() {}

    static Request request() {
        return new Request(
                ID,
                new Stamp("e-requested", REQUESTED_AT),
                AGENT,
                new Origin("s-1", "st-1", "s-1", "10.0.0.7:51234", "psql"),
                new Parked(
                        "shop",
                        "shop_agent",
                        List.of("public"),
                        "UPDATE orders SET status = $1 WHERE id = 5",
                        List.of(new Parameter(25, Parameter.Format.TEXT, Optional.of("cancelled")))),
                new Terms(
                        BINDING,
                        List.of(new RuleReason("writes-need-approval", "changes of orders are looked at first")),
                        List.of("approvers"),
                        "policy-1",
                        "catalog-1"),
                EXPIRES_AT);
    }

    static Stamp at(int second) {
        return new Stamp("e-" + second, REQUESTED_AT.plusSeconds(second));
    }

    static Requested requested() {
        return new Requested(request());
    }

    static Granted granted(Principal by, int second) {
        return new Granted(ID, new Decision(at(second), by, "fine"), BINDING);
    }

    static Denied denied(Principal by, int second) {
        return new Denied(ID, new Decision(at(second), by, "not today"));
    }

    static Expired expired(int second) {
        return new Expired(ID, at(second));
    }

    static Withdrawn withdrawn(int second) {
        return new Withdrawn(ID, at(second), "cancelled by the client");
    }

    static Consumed consumed(int second) {
        return new Consumed(ID, at(second));
    }

    static Approval fold(List<ApprovalEvent> events) {
        return fold(Approval.ABSENT, events);
    }

    static Approval fold(Approval state, List<ApprovalEvent> events) {
        Approval folded = state;
        for (ApprovalEvent event : events) {
            folded = Approval.evolve(folded, event);
        }
        return folded;
    }
}
