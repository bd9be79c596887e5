package io.postern.approval.adapter.streams;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

import io.postern.events.BoundParameter;
import io.postern.events.EventMeta;
import io.postern.events.ParameterFormat;
import io.postern.events.Principal;
import io.postern.events.RuleHit;
import io.postern.events.Verdict;
import io.postern.events.approval.ApprovalConsumed;
import io.postern.events.approval.ApprovalDenied;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.approval.ApprovalRequested;
import io.postern.events.approval.ApprovalWithdrawn;
import io.postern.schemas.SealedTexts;

/** Records of the approvals topic as the proxy and other instances of this service write them. */
final class Facts {

    static final Instant REQUESTED_AT = Instant.parse("2026-11-20T10:00:00.123456Z");
    static final Instant EXPIRES_AT = Instant.parse("2026-11-20T10:05:00Z");
    static final ByteBuffer BINDING = ByteBuffer.wrap(new byte[] {(byte) 0xc0, (byte) 0xff, (byte) 0xee});

    private Facts() {}

    static EventMeta meta(String id, String eventId, Instant at) {
        return EventMeta.newBuilder()
                .setEventId(eventId)
                .setOccurredAt(at)
                .setProducer("proxy-service/test")
                .setCorrelationId("s-1")
                .setAggregateId(id)
                .setSequence(0)
                .build();
    }

    static ApprovalRequested.Builder request(String id) {
        return ApprovalRequested.newBuilder()
                .setMeta(meta(id, "requested-" + id, REQUESTED_AT))
                .setApprovalId(id)
                .setSessionId("s-1")
                .setStatementId("st-1")
                .setRequester(principal("mcp-support", "agents"))
                .setDatabase("shop")
                .setDatabaseRole("shop_agent")
                .setSearchPath(List.of("public"))
                .setClientAddress("10.0.0.7:51234")
                .setApplicationName("psql")
                .setText(SealedTexts.clear("UPDATE orders SET status = $1 WHERE id = 5"))
                .setParameters(List.of(
                        BoundParameter.newBuilder()
                                .setTypeOid(25)
                                .setFormat(ParameterFormat.TEXT)
                                .setValue(SealedTexts.clear("cancelled"))
                                .build(),
                        BoundParameter.newBuilder()
                                .setTypeOid(17)
                                .setFormat(ParameterFormat.BINARY)
                                .setValue(SealedTexts.clear(new byte[] {0, (byte) 0xff}))
                                .build(),
                        BoundParameter.newBuilder()
                                .setTypeOid(0)
                                .setFormat(ParameterFormat.TEXT)
                                .build()))
                .setBinding(BINDING)
                .setRules(List.of(RuleHit.newBuilder()
                        .setRuleId("writes-need-approval")
                        .setVerdict(Verdict.PARK)
                        .setReason("changes of orders are looked at first")
                        .build()))
                .setApproverGroups(List.of("approvers"))
                .setExpiresAt(EXPIRES_AT)
                .setPolicyVersion("policy-1")
                .setCatalogVersion("catalog-1");
    }

    static ApprovalRequested requested(String id) {
        return request(id).build();
    }

    static ApprovalGranted granted(String id, String approver, String eventId) {
        return ApprovalGranted.newBuilder()
                .setMeta(meta(id, eventId, REQUESTED_AT.plusSeconds(10)))
                .setApprovalId(id)
                .setApprover(principal(approver, "approvers"))
                .setReason("fine")
                .setBinding(BINDING)
                .build();
    }

    static ApprovalDenied denied(String id, String approver, String eventId) {
        return ApprovalDenied.newBuilder()
                .setMeta(meta(id, eventId, REQUESTED_AT.plusSeconds(11)))
                .setApprovalId(id)
                .setApprover(principal(approver, "approvers"))
                .setReason("not today")
                .build();
    }

    static ApprovalWithdrawn withdrawn(String id) {
        return withdrawn(id, REQUESTED_AT.plusSeconds(12));
    }

    static ApprovalWithdrawn withdrawn(String id, Instant at) {
        return ApprovalWithdrawn.newBuilder()
                .setMeta(meta(id, "withdrawn-" + id, at))
                .setApprovalId(id)
                .setReason("cancelled by the client")
                .build();
    }

    static ApprovalConsumed consumed(String id) {
        return ApprovalConsumed.newBuilder()
                .setMeta(meta(id, "consumed-" + id, REQUESTED_AT.plusSeconds(13)))
                .setApprovalId(id)
                .setStatementId("st-1")
                .build();
    }

    static Principal principal(String subject, String... groups) {
        return Principal.newBuilder()
                .setIssuer("https://issuer.example")
                .setSubject(subject)
                .setGroups(List.of(groups))
                .build();
    }
}
