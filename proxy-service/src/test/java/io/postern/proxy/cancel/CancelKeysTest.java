package io.postern.proxy.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.SecretKey;
import io.postern.proxy.cancel.CancelKeys.Outcome;

class CancelKeysTest {

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final AtomicInteger cancelled = new AtomicInteger();
    private final CancelKeys keys = new CancelKeys(nanos::get);

    @Test
    void theRightKeyCancelsAndAnyOtherDoesNot() {
        BackendKeyData key = keys.register(false, cancelled::incrementAndGet);
        byte[] bytes = key.key().toByteArray();

        assertThat(keys.cancel(request(key))).isEqualTo(Outcome.CANCELED);
        assertThat(cancelled).hasValue(1);
        for (int bit = 0; bit < Integer.SIZE; bit += 5) {
            byte[] other = bytes.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(keys.cancel(new CancelRequest(key.processId(), SecretKey.of(other))))
                    .isEqualTo(Outcome.WRONG_KEY);
        }
        assertThat(keys.cancel(new CancelRequest(key.processId() ^ 1, key.key())))
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void keysAreAsLongAsTheProtocolAllowsAndNeverTheSame() {
        Set<Bytes> seen = new HashSet<>();
        Set<Integer> processIds = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            BackendKeyData key = keys.register(true, () -> {});
            assertThat(key.key().length()).isEqualTo(32);
            assertThat(key.processId()).isPositive();
            seen.add(Bytes.of(key.key().toByteArray()));
            processIds.add(key.processId());
        }

        assertThat(seen).hasSize(1_000);
        assertThat(processIds).hasSize(1_000);
        assertThat(keys.register(false, () -> {}).key().length()).isEqualTo(4);
    }

    @Test
    void aKeyIsWorthNothingOnceItsSessionHasEnded() {
        BackendKeyData key = keys.register(true, cancelled::incrementAndGet);

        keys.remove(key);

        assertThat(keys.cancel(request(key))).isEqualTo(Outcome.UNKNOWN);
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void tenWrongGuessesAtAShortKeyMakeItsSessionDeafForAMinute() {
        BackendKeyData key = keys.register(false, cancelled::incrementAndGet);
        BackendKeyData neighbour = keys.register(false, cancelled::incrementAndGet);
        guess(key, 10);

        assertThat(keys.cancel(request(key))).isEqualTo(Outcome.LOCKED);
        assertThat(keys.cancel(request(neighbour))).isEqualTo(Outcome.CANCELED);
        pass(Duration.ofSeconds(59));
        assertThat(keys.cancel(request(key))).isEqualTo(Outcome.LOCKED);
        pass(Duration.ofSeconds(1));
        assertThat(keys.cancel(request(key))).isEqualTo(Outcome.CANCELED);
    }

    @Test
    void wrongGuessesAreForgottenAfterAMinute() {
        BackendKeyData key = keys.register(false, cancelled::incrementAndGet);

        for (int minute = 0; minute < 3; minute++) {
            guess(key, 9);
            pass(Duration.ofSeconds(60));
        }

        assertThat(keys.cancel(request(key))).isEqualTo(Outcome.CANCELED);
    }

    @Test
    void nobodyLocksASessionWhoseKeyCannotBeGuessed() {
        BackendKeyData key = keys.register(true, cancelled::incrementAndGet);
        guess(key, 1_000);

        assertThat(keys.cancel(request(key))).isEqualTo(Outcome.CANCELED);
    }

    private void guess(BackendKeyData key, int times) {
        byte[] wrong = key.key().toByteArray();
        wrong[0] ^= 1;
        for (int i = 0; i < times; i++) {
            keys.cancel(new CancelRequest(key.processId(), SecretKey.of(wrong)));
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static CancelRequest request(BackendKeyData key) {
        return new CancelRequest(key.processId(), key.key());
    }
}
