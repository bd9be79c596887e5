package io.postern.identity.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;

/** Knows the keys that may sign for one service and checks records against them. Thread-safe. */
public final class EventVerifier {

    /** Longer signatures are refused unread. */
    public static final int MAX_SIGNATURE_BYTES = 1024;

    /** A key and its successors. */
    public static final int MAX_KEYS = 16;

    private static final int MAX_FILE_BYTES = 64 * 1024;
    private static final Pattern DETACHED = Pattern.compile("([A-Za-z0-9_-]+)\\.\\.([A-Za-z0-9_-]+)");

    /** Exactly these: an unencoded payload has to be declared critical (RFC 7797 §6), and nothing else is understood. */
    private static final Set<String> PARAMETERS = Set.of("alg", "kid", "b64", "crit");

    private final Map<String, ECDSAVerifier> keys;

    private EventVerifier(Map<String, ECDSAVerifier> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * @param keySet a JWK set (RFC 7517 §5) of public P-256 keys, each with a kid; read once
     * @throws IllegalStateException where it is not there or not such a set; the message names the file
     */
    public static EventVerifier read(Path keySet) {
        try (InputStream in = Files.newInputStream(keySet)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new IllegalArgumentException("is longer than " + MAX_FILE_BYTES + " bytes");
            }
            return of(JWKSet.parse(new String(bytes, StandardCharsets.UTF_8)).getKeys());
        } catch (IOException e) {
            throw new IllegalStateException(
                    keySet + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(keySet + ": " + e.getMessage(), e);
        } catch (ParseException e) {
            throw new IllegalStateException(keySet + ": is not a JWK set", e);
        }
    }

    static EventVerifier of(List<? extends JWK> keys) {
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("needs 1 to " + MAX_KEYS + " keys");
        }
        Map<String, ECDSAVerifier> verifiers = new HashMap<>();
        for (JWK candidate : keys) {
            ECKey key = SigningJwk.require(candidate);
            if (key.isPrivate()) {
                throw new IllegalArgumentException("holds a private key; only public ones belong here");
            }
            try {
                if (verifiers.put(key.getKeyID(), new ECDSAVerifier(key)) != null) {
                    throw new IllegalArgumentException("has two keys with the same kid");
                }
            } catch (JOSEException e) {
                throw new IllegalArgumentException("has a key that cannot check signatures", e);
            }
        }
        return new EventVerifier(verifiers);
    }

    /**
     * Never throws for what is in the record. Takes some tenths of a millisecond.
     *
     * @param signature the value of the record's last {@value EventSigner#HEADER} header, null where it has none
     */
    public EventCheck check(
            String topic, @Nullable String recordKey, byte @Nullable [] value, byte @Nullable [] signature) {
        if (signature == null) {
            return EventCheck.UNSIGNED;
        }
        if (signature.length > MAX_SIGNATURE_BYTES) {
            return EventCheck.TOO_LONG;
        }
        if (recordKey == null || value == null) {
            return EventCheck.FORGED;
        }
        Matcher parts = DETACHED.matcher(new String(signature, StandardCharsets.ISO_8859_1));
        if (!parts.matches()) {
            return EventCheck.MALFORMED;
        }
        JWSHeader header = header(new Base64URL(parts.group(1)));
        if (header == null || !isAccepted(header)) {
            return EventCheck.HEADER;
        }
        ECDSAVerifier key = keys.get(header.getKeyID());
        if (key == null) {
            return EventCheck.UNKNOWN_KEY;
        }
        try {
            byte[] signed = SignedBytes.of(parts.group(1), topic, recordKey, value);
            return key.verify(header, signed, new Base64URL(parts.group(2))) ? EventCheck.GENUINE : EventCheck.FORGED;
        } catch (JOSEException e) {
            return EventCheck.FORGED;
        }
    }

    private static @Nullable JWSHeader header(Base64URL encoded) {
        try {
            @Nullable Map<String, Object> parameters = JSONObjectUtils.parse(encoded.decodeToString());
            return parameters == null ? null : JWSHeader.parse(parameters, encoded);
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isAccepted(JWSHeader header) {
        return JWSAlgorithm.ES256.equals(header.getAlgorithm())
                && !header.isBase64URLEncodePayload()
                && PARAMETERS.equals(header.getIncludedParams())
                && Set.of("b64").equals(header.getCriticalParams())
                && header.getKeyID() != null;
    }
}
