package io.postern.proxy.adapter.kafka;

import java.nio.ByteBuffer;
import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.commands.session.CancelRequested;
import io.postern.events.EventMeta;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CancelRequest;
import io.postern.proxy.cancel.CancelCommand;
import io.postern.proxy.cancel.CancelRouter;
import io.postern.schemas.EventMetas;
import io.postern.schemas.Topics;

/**
 * CancelRequests for sessions of other proxies out, and theirs in. A command needs no signature: without the client's key
 * its digest fits no session. Thread-safe.
 */
final class KafkaCancels {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCancels.class);

    private final EventPublisher publisher;
    private final EventMetas metas;
    private final Clock clock;
    private final CancelRouter router = new CancelRouter(this::forward, System::nanoTime);

    /**
     * @param clock that of {@code metas}
     */
    KafkaCancels(EventPublisher publisher, EventMetas metas, Clock clock) {
        this.publisher = publisher;
        this.metas = metas;
        this.clock = clock;
    }

    CancelRouter router() {
        return router;
    }

    private void forward(CancelRequest request) {
        String key = Integer.toString(request.processId());
        EventMeta meta = metas.next(key, 0, key, null);
        CancelCommand command = CancelCommand.of(meta.getEventId(), meta.getOccurredAt(), request);
        CancelRequested event = CancelRequested.newBuilder()
                .setMeta(meta)
                .setProcessId(command.processId())
                .setKeyDigest(ByteBuffer.wrap(command.keyDigest().toByteArray()))
                .build();
        publisher.send(Topics.SESSION_COMMANDS, key, event).whenComplete((nothing, failure) -> {
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue("error", failure.getMessage())
                        .log("a cancel request did not reach the other proxies");
            }
        });
    }

    /** Follower thread. */
    void on(Received received) {
        if (received.event() instanceof CancelRequested event) {
            ByteBuffer digest = event.getKeyDigest();
            byte[] bytes = new byte[digest.remaining()];
            digest.duplicate().get(bytes);
            EventMeta meta = event.getMeta();
            router.onCommand(
                    new CancelCommand(meta.getEventId(), meta.getOccurredAt(), event.getProcessId(), Bytes.of(bytes)),
                    clock.instant());
        }
    }
}
