/**
 * Signatures of events: who wrote a record, so that write access to a topic alone opens nothing. A signature is a detached
 * JWS (RFC 7515 appendix F) over the topic, the key and the value of a Kafka record, in the record's header
 * {@value io.postern.identity.signing.EventSigner#HEADER}.
 *
 * <pre>
 * EventSigner (private JWK) ──► record + signature ──► EventVerifier (public JWK set) ──► EventCheck
 * </pre>
 */
@NullMarked
package io.postern.identity.signing;

import org.jspecify.annotations.NullMarked;
