package io.postern.approval.adapter.streams;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;

import io.postern.approval.domain.ApprovalEvent;
import io.postern.approval.domain.Decision;
import io.postern.approval.domain.Origin;
import io.postern.approval.domain.Parameter;
import io.postern.approval.domain.Parked;
import io.postern.approval.domain.Principal;
import io.postern.approval.domain.Request;
import io.postern.approval.domain.RuleReason;
import io.postern.approval.domain.Stamp;
import io.postern.approval.domain.Terms;
import io.postern.events.BoundParameter;
import io.postern.events.EventMeta;
import io.postern.events.ParameterFormat;
import io.postern.events.SealedText;
import io.postern.events.approval.ApprovalConsumed;
import io.postern.events.approval.ApprovalDenied;
import io.postern.events.approval.ApprovalExpired;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.approval.ApprovalRequested;
import io.postern.events.approval.ApprovalWithdrawn;
import io.postern.schemas.SealedTexts;

/** Domain facts from and to the records on the topic. */
final class ApprovalFacts {

    private static final HexFormat HEX = HexFormat.of();

    private ApprovalFacts() {}

    /**
     * @throws UnusableFact for a record that is no approval fact, or that cannot be shown to a person exactly as it is
     */
    static ApprovalEvent toDomain(SpecificRecord event) throws UnusableFact {
        if (event instanceof ApprovalRequested requested) {
            return new ApprovalEvent.Requested(request(requested));
        }
        if (event instanceof ApprovalGranted granted) {
            return new ApprovalEvent.Granted(
                    granted.getApprovalId(),
                    new Decision(stamp(granted.getMeta()), principal(granted.getApprover()), granted.getReason()),
                    hex(granted.getBinding()));
        }
        if (event instanceof ApprovalDenied denied) {
            return new ApprovalEvent.Denied(
                    denied.getApprovalId(),
                    new Decision(stamp(denied.getMeta()), principal(denied.getApprover()), denied.getReason()));
        }
        if (event instanceof ApprovalExpired expired) {
            return new ApprovalEvent.Expired(expired.getApprovalId(), stamp(expired.getMeta()));
        }
        if (event instanceof ApprovalWithdrawn withdrawn) {
            return new ApprovalEvent.Withdrawn(
                    withdrawn.getApprovalId(), stamp(withdrawn.getMeta()), withdrawn.getReason());
        }
        if (event instanceof ApprovalConsumed consumed) {
            return new ApprovalEvent.Consumed(consumed.getApprovalId(), stamp(consumed.getMeta()));
        }
        throw new UnusableFact("not an approval fact");
    }

    /**
     * @throws IllegalArgumentException for facts that this service does not write
     */
    static SpecificRecord toAvro(ApprovalEvent event, EventMeta meta) {
        return switch (event.kind()) {
            case GRANTED -> {
                ApprovalEvent.Granted granted = (ApprovalEvent.Granted) event;
                yield ApprovalGranted.newBuilder()
                        .setMeta(meta)
                        .setApprovalId(granted.approvalId())
                        .setApprover(principal(granted.decision().by()))
                        .setReason(granted.decision().reason())
                        .setBinding(ByteBuffer.wrap(HEX.parseHex(granted.binding())))
                        .build();
            }
            case DENIED -> {
                ApprovalEvent.Denied denied = (ApprovalEvent.Denied) event;
                yield ApprovalDenied.newBuilder()
                        .setMeta(meta)
                        .setApprovalId(denied.approvalId())
                        .setApprover(principal(denied.decision().by()))
                        .setReason(denied.decision().reason())
                        .build();
            }
            case EXPIRED ->
                ApprovalExpired.newBuilder()
                        .setMeta(meta)
                        .setApprovalId(event.approvalId())
                        .build();
            case REQUESTED, WITHDRAWN, CONSUMED ->
                throw new IllegalArgumentException("written by the proxy: " + event.kind());
        };
    }

    private static Request request(ApprovalRequested event) throws UnusableFact {
        EventMeta meta = event.getMeta();
        List<Parameter> parameters = new ArrayList<>();
        for (BoundParameter parameter : event.getParameters()) {
            parameters.add(parameter(parameter));
        }
        return new Request(
                event.getApprovalId(),
                stamp(meta),
                principal(event.getRequester()),
                new Origin(
                        event.getSessionId(),
                        event.getStatementId(),
                        meta.getCorrelationId(),
                        event.getClientAddress(),
                        event.getApplicationName()),
                new Parked(
                        event.getDatabase(),
                        event.getDatabaseRole(),
                        event.getSearchPath(),
                        text(open(event.getText())),
                        parameters),
                new Terms(
                        hex(event.getBinding()),
                        event.getRules().stream()
                                .map(rule -> new RuleReason(rule.getRuleId(), rule.getReason()))
                                .toList(),
                        event.getApproverGroups(),
                        event.getPolicyVersion(),
                        event.getCatalogVersion()),
                event.getExpiresAt());
    }

    private static Parameter parameter(BoundParameter parameter) throws UnusableFact {
        Parameter.Format format = format(parameter.getFormat());
        SealedText sealed = parameter.getValue();
        if (sealed == null) {
            return new Parameter(parameter.getTypeOid(), format, Optional.empty());
        }
        byte[] value = open(sealed);
        String shown = format == Parameter.Format.TEXT ? text(value) : HEX.formatHex(value);
        return new Parameter(parameter.getTypeOid(), format, Optional.of(shown));
    }

    private static Parameter.Format format(ParameterFormat format) throws UnusableFact {
        return switch (format) {
            case TEXT -> Parameter.Format.TEXT;
            case BINARY -> Parameter.Format.BINARY;
            case UNKNOWN -> throw new UnusableFact("unknown parameter format");
        };
    }

    private static byte[] open(SealedText sealed) throws UnusableFact {
        try {
            return SealedTexts.open(sealed);
        } catch (IllegalStateException e) {
            throw new UnusableFact("sealed text");
        }
    }

    /** Bytes that are not UTF-8 would be shown as something else than what runs. */
    private static String text(byte[] utf8) throws UnusableFact {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnusableFact("text is not UTF-8");
        }
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HEX.formatHex(copy);
    }

    private static Stamp stamp(EventMeta meta) {
        return new Stamp(meta.getEventId(), meta.getOccurredAt());
    }

    private static Principal principal(io.postern.events.Principal principal) {
        return new Principal(principal.getIssuer(), principal.getSubject(), principal.getGroups());
    }

    private static io.postern.events.Principal principal(Principal principal) {
        return io.postern.events.Principal.newBuilder()
                .setIssuer(principal.issuer())
                .setSubject(principal.subject())
                .setGroups(principal.groups())
                .build();
    }
}
