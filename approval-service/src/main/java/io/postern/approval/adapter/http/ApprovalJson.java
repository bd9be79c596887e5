package io.postern.approval.adapter.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.postern.approval.domain.Approval;
import io.postern.approval.domain.Decision;
import io.postern.approval.domain.Parameter;
import io.postern.approval.domain.Principal;
import io.postern.approval.domain.Refusal;
import io.postern.approval.domain.Request;
import io.postern.approval.domain.Voting;

/** Approvals as the JSON of the API, as one reader sees them. */
final class ApprovalJson {

    /** A list stops after about so many characters of statements and parameters, and says so. */
    static final int MAX_LIST_CHARS = 4_000_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ApprovalJson() {}

    /**
     * @param limited true if the caller left out some that match
     */
    static ObjectNode list(List<Approval.Known> approvals, boolean limited, Principal reader, Instant now) {
        ArrayNode array = JSON.arrayNode();
        long chars = 0;
        boolean more = limited;
        for (Approval.Known approval : approvals) {
            chars += length(approval.request());
            if (chars > MAX_LIST_CHARS && !array.isEmpty()) {
                more = true;
                break;
            }
            array.add(approval(approval, reader, now));
        }
        ObjectNode list = JSON.objectNode();
        list.set("approvals", array);
        return list.put("more", more).put("now", now.toString());
    }

    static ObjectNode approval(Approval.Known approval, Principal reader, Instant now) {
        Request request = approval.request();
        ObjectNode json = JSON.objectNode()
                .put("id", request.approvalId())
                .put("state", approval.status().name());
        json.set(
                "requester",
                JSON.objectNode()
                        .put("issuer", request.requester().issuer())
                        .put("subject", request.requester().subject())
                        .set("groups", strings(request.requester().groups())));
        json.put("database", request.parked().database())
                .put("databaseRole", request.parked().databaseRole())
                .put("sessionId", request.origin().sessionId())
                .put("statementId", request.origin().statementId())
                .put("statement", request.parked().statement())
                .put("requestedAt", request.stamp().at().toString())
                .put("expiresAt", request.expiresAt().toString())
                .put("clientAddress", request.origin().clientAddress())
                .put("applicationName", request.origin().applicationName())
                .put("policyVersion", request.terms().policyVersion());
        json.set("searchPath", strings(request.parked().searchPath()));
        json.set("parameters", parameters(request.parked().parameters()));
        json.set("reasons", reasons(request));
        json.set("approverGroups", strings(request.terms().approverGroups()));
        putOutcome(json, approval);
        Optional<Refusal> objection = Voting.objection(approval, reader, now);
        return json.put("mayDecide", objection.isEmpty())
                .put("whyNot", objection.map(Refusal::message).orElse(null));
    }

    static ObjectNode principal(Principal principal) {
        return JSON.objectNode()
                .put("issuer", principal.issuer())
                .put("subject", principal.subject())
                .set("groups", strings(principal.groups()));
    }

    /** Who decided and why; where nobody did, when it ended and what the requester's side said. */
    private static void putOutcome(ObjectNode json, Approval.Known approval) {
        Optional<Decision> decision = approval.decision();
        Optional<String> withdrawal =
                approval instanceof Approval.Withdrawn withdrawn ? Optional.of(withdrawn.reason()) : Optional.empty();
        boolean isOver = decision.isPresent() || approval.status().isFinal();
        json.put("decidedBy", decision.map(d -> d.by().subject()).orElse(null));
        json.put(
                "decidedAt",
                isOver
                        ? decision.map(Decision::stamp)
                                .orElse(approval.since())
                                .at()
                                .toString()
                        : null);
        json.put(
                "decisionReason",
                decision.map(Decision::reason).or(() -> withdrawal).orElse(null));
        json.put("stateSince", approval.since().at().toString());
    }

    private static ArrayNode parameters(List<Parameter> parameters) {
        ArrayNode array = JSON.arrayNode();
        for (Parameter parameter : parameters) {
            array.add(JSON.objectNode()
                    .put("typeOid", parameter.typeOid())
                    .put("format", parameter.format().name())
                    .put("value", parameter.value().orElse(null)));
        }
        return array;
    }

    private static ArrayNode reasons(Request request) {
        ArrayNode array = JSON.arrayNode();
        request.terms()
                .reasons()
                .forEach(rule ->
                        array.add(JSON.objectNode().put("ruleId", rule.ruleId()).put("reason", rule.reason())));
        return array;
    }

    private static ArrayNode strings(List<String> strings) {
        ArrayNode array = JSON.arrayNode();
        strings.forEach(array::add);
        return array;
    }

    private static long length(Request request) {
        long length = request.parked().statement().length();
        for (Parameter parameter : request.parked().parameters()) {
            length += parameter.value().map(String::length).orElse(0);
        }
        return length;
    }
}
