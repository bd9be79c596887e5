package io.postern.embedded;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Signs tokens of one issuer with one key. */
record TokenMint(URI issuer, RSAKey key, Clock clock) {

    /** @param nonce of the sign-in that asked for the token, if it gave one */
    record Order(
            String subject, String name, Set<String> groups, String audience, Duration ttl, Optional<String> nonce) {}

    String mint(Order order) {
        Instant now = clock.instant();
        Instant expires = now.plus(order.ttl());
        Instant issued = expires.isAfter(now) ? now : expires.minusSeconds(1);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer.toString())
                .subject(order.subject())
                .audience(order.audience())
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(expires))
                .jwtID(UUID.randomUUID().toString())
                .claim("name", order.name())
                .claim("groups", new TreeSet<>(order.groups()).stream().toList());
        order.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the development issuer's key cannot sign", e);
        }
    }

    /** RFC 7517 §5, without the private half. */
    String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    @Override
    public String toString() {
        return "TokenMint[" + issuer + "]";
    }
}
