package io.postern.proxy.adapter.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import io.postern.events.EventMeta;
import io.postern.events.approval.ApprovalDenied;
import io.postern.events.approval.ApprovalExpired;
import io.postern.events.approval.ApprovalGranted;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.RefusedEvents;
import io.postern.identity.signing.SigningKeyFiles;
import io.postern.proxy.config.Timeouts;
import io.postern.schemas.EventCodec;
import io.postern.schemas.Topic;
import io.postern.schemas.Topics;

/** Events as the follower delivers them, signed with keys that the proxy under test trusts, or not. */
final class SignedRecords {

    private final EventSigner policy = newSigner();
    private final EventSigner approval = newSigner();
    private final AtomicLong offset = new AtomicLong();

    private static EventSigner newSigner() {
        try {
            Path directory = Files.createTempDirectory("signed-records");
            SigningKeyFiles files = SigningKeyFiles.in(directory, "key");
            files.create();
            EventSigner signer = EventSigner.read(files.secret());
            Files.delete(files.privateKey());
            Files.delete(files.publicKeys());
            Files.delete(directory);
            return signer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The defaults, but for decisions. */
    static Timeouts waits(Duration decision) {
        Timeouts defaults = Timeouts.defaults();
        return new Timeouts(
                defaults.login(),
                decision,
                defaults.append(),
                defaults.upstreamConnect(),
                defaults.idle(),
                defaults.parked(),
                defaults.drain());
    }

    EventTrust trust(RefusedEvents refused) {
        return new EventTrust(policy.verifier(), approval.verifier(), refused);
    }

    EventSigner policy() {
        return policy;
    }

    EventSigner approval() {
        return approval;
    }

    /** As its own service wrote it. */
    Received live(SpecificRecord event) {
        return received(event, owner(event), true);
    }

    /** As its own service wrote it before the proxy started. */
    Received stored(SpecificRecord event) {
        return received(event, owner(event), false);
    }

    Received unsigned(SpecificRecord event, boolean live) {
        return received(event, Optional.empty(), live);
    }

    Received signedBy(EventSigner signer, SpecificRecord event) {
        return received(event, Optional.of(signer), true);
    }

    /** The event with the signature of another record. */
    Received borrowing(Received other, SpecificRecord event) {
        Received received = unsigned(event, true);
        Header signature = other.message().headers().lastHeader(EventSigner.HEADER);
        received.message().headers().add(signature);
        return received;
    }

    private Received received(SpecificRecord event, Optional<EventSigner> signer, boolean live) {
        Topic topic = Topics.ALL.stream()
                .filter(candidate -> candidate.types().contains(event.getClass()))
                .findFirst()
                .orElseThrow();
        String key = ((EventMeta) event.get(0)).getAggregateId();
        byte[] value = EventCodec.encode(event);
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(topic.name(), 0, offset.getAndIncrement(), key, value);
        signer.ifPresent(present ->
                message.headers().add(new RecordHeader(EventSigner.HEADER, present.sign(topic.name(), key, value))));
        return new Received(event, message, live);
    }

    private Optional<EventSigner> owner(SpecificRecord event) {
        if (event instanceof ApprovalGranted || event instanceof ApprovalDenied || event instanceof ApprovalExpired) {
            return Optional.of(approval);
        }
        String type = event.getSchema().getNamespace();
        return type.startsWith("io.postern.events.decision") || type.startsWith("io.postern.events.policy")
                ? Optional.of(policy)
                : Optional.empty();
    }
}
