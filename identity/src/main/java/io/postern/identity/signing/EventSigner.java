package io.postern.identity.signing;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;

import io.postern.identity.Secret;

/** Signs records of one service with ES256. All processes of a service have the same key. Thread-safe. */
public final class EventSigner {

    /** The record header that carries the signature. */
    public static final String HEADER = "signature";

    private final ECKey key;
    private final ECDSASigner signer;
    private final JWSHeader header;

    private EventSigner(ECKey key) throws JOSEException {
        this.key = key;
        signer = new ECDSASigner(key);
        header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(key.getKeyID())
                .base64URLEncodePayload(false)
                .criticalParams(Set.of("b64"))
                .build();
    }

    /**
     * @param privateKey a JWK (RFC 7517): P-256, with a kid and its private part
     * @throws IllegalStateException where there is none; the message names the reference and holds nothing of the key
     */
    public static EventSigner read(Secret privateKey) {
        JWK parsed = parse(privateKey);
        try {
            ECKey key = SigningJwk.require(parsed);
            if (!key.isPrivate()) {
                throw new IllegalArgumentException("needs the private part of the key");
            }
            EventSigner signer = new EventSigner(key);
            byte[] probe = {1};
            if (signer.verifier().check("", "", probe, signer.sign("", "", probe)) != EventCheck.GENUINE) {
                throw new IllegalArgumentException("its private and public parts do not belong together");
            }
            return signer;
        } catch (IllegalArgumentException | JOSEException e) {
            throw new IllegalStateException(privateKey.reference() + ": " + e.getMessage(), e);
        }
    }

    /** Without the parser's exception as cause: it may quote what it read. */
    private static JWK parse(Secret privateKey) {
        try {
            return JWK.parse(privateKey.resolve());
        } catch (ParseException | IllegalArgumentException e) {
            throw notAKey(privateKey);
        }
    }

    private static IllegalStateException notAKey(Secret privateKey) {
        return new IllegalStateException(privateKey.reference() + ": is not a JWK");
    }

    /** A detached JWS in compact form, over exactly these bytes under this key on this topic. */
    public byte[] sign(String topic, String recordKey, byte[] value) {
        String encoded = header.toBase64URL().toString();
        try {
            String signature = signer.sign(header, SignedBytes.of(encoded, topic, recordKey, value))
                    .toString();
            return (encoded + ".." + signature).getBytes(StandardCharsets.US_ASCII);
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key cannot be used", e);
        }
    }

    /** Trusts this signer alone. */
    public EventVerifier verifier() {
        return EventVerifier.of(List.of(key.toPublicJWK()));
    }
}
