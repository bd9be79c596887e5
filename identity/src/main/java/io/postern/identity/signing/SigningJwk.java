package io.postern.identity.signing;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;

/** Which keys sign events: elliptic curve P-256 with an id, as ES256 wants them (RFC 7518 §3.4). */
final class SigningJwk {

    private static final int MAX_KEY_ID = 128;

    private SigningJwk() {}

    /**
     * @throws IllegalArgumentException where the key cannot sign events; the message holds nothing of it
     */
    static ECKey require(JWK key) {
        if (!(key instanceof ECKey elliptic) || !Curve.P_256.equals(elliptic.getCurve())) {
            throw new IllegalArgumentException("needs elliptic curve keys on P-256");
        }
        String id = key.getKeyID();
        if (id == null || id.isBlank() || id.length() > MAX_KEY_ID) {
            throw new IllegalArgumentException("needs keys with a kid of at most " + MAX_KEY_ID + " characters");
        }
        if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) {
            throw new IllegalArgumentException("needs keys for signatures");
        }
        return elliptic;
    }
}
