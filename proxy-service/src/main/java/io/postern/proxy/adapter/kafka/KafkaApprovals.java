package io.postern.proxy.adapter.kafka;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

import io.postern.events.EventMeta;
import io.postern.events.approval.ApprovalConsumed;
import io.postern.events.approval.ApprovalDenied;
import io.postern.events.approval.ApprovalExpired;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.approval.ApprovalRequested;
import io.postern.events.approval.ApprovalWithdrawn;
import io.postern.pgwire.Bytes;
import io.postern.proxy.statement.ApprovalResolution;
import io.postern.proxy.statement.Approvals;
import io.postern.proxy.statement.Session;
import io.postern.schemas.EventMetas;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.Topics;

/** Requests for approval out, resolutions in; the first on the log counts. Thread-safe. */
final class KafkaApprovals implements Approvals {

    private final EventWriters writers;
    private final EventMetas metas;
    private final EventTrust trust;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    private static final class Waiting {
        private final EventWriter writer;
        private final Consumer<ApprovalResolution> onResolution;
        private long sequence;
        private boolean resolved;

        private Waiting(EventWriter writer, Consumer<ApprovalResolution> onResolution) {
            this.writer = writer;
            this.onResolution = onResolution;
        }

        private synchronized long nextSequence() {
            return sequence++;
        }

        private synchronized boolean resolve() {
            boolean first = !resolved;
            resolved = true;
            return first;
        }
    }

    KafkaApprovals(EventWriters writers, EventMetas metas, EventTrust trust) {
        this.writers = writers;
        this.metas = metas;
        this.trust = trust;
    }

    @Override
    public CompletionStage<Void> request(Request request, Consumer<ApprovalResolution> onResolution) {
        String approvalId = request.ticket().approvalId();
        Waiting entry = new Waiting(writers.writer(Topics.APPROVAL_EVENTS, approvalId), onResolution);
        waiting.put(approvalId, entry);
        Session session = request.session();
        return entry.writer.write(List.of(ApprovalRequested.newBuilder()
                .setMeta(meta(entry, approvalId, session.id()))
                .setApprovalId(approvalId)
                .setSessionId(session.id())
                .setStatementId(request.statementId())
                .setRequester(Wire.principal(session.identity()))
                .setDatabase(session.database())
                .setDatabaseRole(session.role())
                .setSearchPath(session.searchPath())
                .setClientAddress(session.origin().address())
                .setApplicationName(session.origin().applicationName())
                .setText(SealedTexts.clear(request.text().sql().toByteArray()))
                .setParameters(Wire.parameters(request.parameters()))
                .setBinding(ByteBuffer.wrap(request.ticket().binding().toByteArray()))
                .setRules(Wire.rules(request.decision().rules()))
                .setApproverGroups(request.ticket().approverGroups())
                .setExpiresAt(request.ticket().expiresAt())
                .setPolicyVersion(request.decision().versions().policy())
                .setCatalogVersion(request.decision().versions().catalog())
                .build()));
    }

    @Override
    public void withdraw(String approvalId, String sessionId, String reason) {
        @Nullable Waiting entry = waiting.remove(approvalId);
        if (entry != null) {
            entry.writer.write(List.of(ApprovalWithdrawn.newBuilder()
                    .setMeta(meta(entry, approvalId, sessionId))
                    .setApprovalId(approvalId)
                    .setReason(reason)
                    .build()));
        }
    }

    @Override
    public void consume(String approvalId, String sessionId, String statementId) {
        @Nullable Waiting entry = waiting.remove(approvalId);
        if (entry != null) {
            entry.writer.write(List.of(ApprovalConsumed.newBuilder()
                    .setMeta(meta(entry, approvalId, sessionId))
                    .setApprovalId(approvalId)
                    .setStatementId(statementId)
                    .build()));
        }
    }

    private EventMeta meta(Waiting entry, String approvalId, String sessionId) {
        return metas.next(approvalId, entry.nextSequence(), sessionId, null);
    }

    /** Follower thread. A withdrawal needs no signature: it opens nothing. */
    void on(Received received) {
        SpecificRecord event = received.event();
        if (event instanceof ApprovalGranted granted) {
            resolve(
                    received,
                    granted.getApprovalId(),
                    () -> new ApprovalResolution.Granted(
                            Wire.identity(granted.getApprover()), granted.getReason(), bytes(granted.getBinding())));
        } else if (event instanceof ApprovalDenied denied) {
            resolve(
                    received,
                    denied.getApprovalId(),
                    () -> new ApprovalResolution.Denied(Wire.identity(denied.getApprover()), denied.getReason()));
        } else if (event instanceof ApprovalExpired expired) {
            resolve(received, expired.getApprovalId(), ApprovalResolution.Expired::new);
        } else if (event instanceof ApprovalWithdrawn withdrawn) {
            resolve(withdrawn.getApprovalId(), new ApprovalResolution.Withdrawn());
        }
    }

    /** Checks signatures of what somebody here waits for only. */
    private void resolve(Received received, String approvalId, Supplier<ApprovalResolution> resolution) {
        if (waiting.containsKey(approvalId) && trust.isFromApproval(received.message())) {
            resolve(approvalId, resolution.get());
        }
    }

    private void resolve(String approvalId, ApprovalResolution resolution) {
        @Nullable Waiting entry = waiting.get(approvalId);
        if (entry != null && entry.resolve()) {
            if (!(resolution instanceof ApprovalResolution.Granted)) {
                waiting.remove(approvalId);
            }
            entry.onResolution.accept(resolution);
        }
    }

    private static Bytes bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return Bytes.of(bytes);
    }
}
