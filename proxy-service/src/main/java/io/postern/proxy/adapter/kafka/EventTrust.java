package io.postern.proxy.adapter.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import io.postern.identity.signing.EventCheck;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.EventVerifier;
import io.postern.identity.signing.RefusedEvents;
import io.postern.proxy.config.TrustedSigners;

/**
 * Whose signature an event needs: each service's keys count for its own events only. What is not to be believed is logged.
 * Thread-safe.
 */
final class EventTrust {

    private final EventVerifier policy;
    private final EventVerifier approval;
    private final RefusedEvents refused;

    EventTrust(EventVerifier policy, EventVerifier approval, RefusedEvents refused) {
        this.policy = policy;
        this.approval = approval;
        this.refused = refused;
    }

    /**
     * @throws IllegalStateException where a key set cannot be read
     */
    static EventTrust read(TrustedSigners signers) {
        return new EventTrust(
                EventVerifier.read(signers.policyKeys()),
                EventVerifier.read(signers.approvalKeys()),
                new RefusedEvents());
    }

    boolean isFromPolicy(ConsumerRecord<String, byte[]> message) {
        return isGenuine(policy, message);
    }

    boolean isFromApproval(ConsumerRecord<String, byte[]> message) {
        return isGenuine(approval, message);
    }

    /** For an event that is genuine and still not to be used. */
    void refused(ConsumerRecord<String, byte[]> message, String reason) {
        refused.refused(message.topic(), message.partition(), message.offset(), reason);
    }

    private boolean isGenuine(EventVerifier keys, ConsumerRecord<String, byte[]> message) {
        Header signature = message.headers().lastHeader(EventSigner.HEADER);
        EventCheck check = keys.check(
                message.topic(), message.key(), message.value(), signature == null ? null : signature.value());
        if (check != EventCheck.GENUINE) {
            refused(message, check.reason());
        }
        return check == EventCheck.GENUINE;
    }
}
