package io.postern.proxy.cancel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.postern.pgwire.Bytes;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.SecretKey;

/**
 * A CancelRequest on its way to the proxy that has the session, without the key itself.
 *
 * @param id unique
 * @param at when the request came in, in microseconds
 * @param keyDigest HMAC-SHA-256 under the key over all of the above
 */
public record CancelCommand(String id, Instant at, int processId, Bytes keyDigest) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "postern cancel request".getBytes(StandardCharsets.US_ASCII);

    /**
     * @param at cut to microseconds
     */
    public static CancelCommand of(String id, Instant at, CancelRequest request) {
        Instant micros = at.truncatedTo(ChronoUnit.MICROS);
        return new CancelCommand(
                id, micros, request.processId(), Bytes.of(digest(request.key(), id, micros, request.processId())));
    }

    /** Whether whoever wrote this knew the key. Takes the same time for every wrong digest. */
    boolean isMadeWith(SecretKey key) {
        return MessageDigest.isEqual(keyDigest.toByteArray(), digest(key, id, at, processId));
    }

    private static byte[] digest(SecretKey key, String id, Instant at, int processId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.toByteArray(), ALGORITHM));
            mac.update(PURPOSE);
            mac.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                    .putInt(processId)
                    .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                    .flip());
            return mac.doFinal(id.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + ALGORITHM, e);
        }
    }
}
