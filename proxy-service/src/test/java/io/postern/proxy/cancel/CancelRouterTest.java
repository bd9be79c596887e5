package io.postern.proxy.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.SecretKey;
import io.postern.proxy.telemetry.CancelOutcome;

class CancelRouterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CancelRequest NOBODYS = new CancelRequest(7, SecretKey.of(new byte[] {1, 2, 3, 4}));

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final List<CancelRequest> forwarded = new ArrayList<>();
    private final CancelRouter router = new CancelRouter(forwarded::add, nanos::get);

    @Test
    void aRequestForASessionHereGoesNoFurther() {
        BackendKeyData key = router.register(false, cancelled::incrementAndGet);

        assertThat(router.onRequest(request(key), "a")).isEqualTo(CancelOutcome.HONOURED);

        assertThat(forwarded).isEmpty();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void whatNobodyHereKnowsIsPassedOn() {
        assertThat(router.onRequest(NOBODYS, "a")).isEqualTo(CancelOutcome.PASSED_ON);

        assertThat(forwarded).containsExactly(NOBODYS);
    }

    @Test
    void aWrongKeyMayBeTheRightOneOfAnotherProxysSession() {
        BackendKeyData key = router.register(true, cancelled::incrementAndGet);
        CancelRequest other = new CancelRequest(key.processId(), NOBODYS.key());

        assertThat(router.onRequest(other, "a")).isEqualTo(CancelOutcome.WRONG_KEY);

        assertThat(forwarded).containsExactly(other);
    }

    @Test
    void oneSourceIsLimitedInWhatItPassesOnAndTheOthersAreNot() {
        BackendKeyData key = router.register(false, cancelled::incrementAndGet);
        for (int i = 0; i < 1_000; i++) {
            router.onRequest(NOBODYS, "flooder");
        }
        assertThat(forwarded).hasSize(ForwardLimits.PER_SOURCE);

        assertThat(router.onRequest(request(key), "flooder")).isEqualTo(CancelOutcome.HONOURED);
        router.onRequest(NOBODYS, "somebody else");
        assertThat(forwarded).hasSize(ForwardLimits.PER_SOURCE + 1);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        for (int i = 0; i < 1_000; i++) {
            router.onRequest(NOBODYS, "flooder");
        }
        assertThat(forwarded).hasSize(ForwardLimits.PER_SOURCE + 1 + ForwardLimits.PER_SOURCE_AND_SECOND);
    }

    @Test
    void manySourcesTogetherAreLimitedToo() {
        for (int i = 0; i < 3 * ForwardLimits.MAX_SOURCES; i++) {
            router.onRequest(NOBODYS, "source " + i);
        }

        assertThat(forwarded).hasSize(ForwardLimits.TOGETHER);
    }

    @Test
    void aCommandOfAnotherProxyCancels() {
        BackendKeyData key = router.register(false, cancelled::incrementAndGet);

        router.onCommand(CancelCommand.of("e1", NOW, request(key)), NOW.plusSeconds(1));

        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aCommandCancelsOnce() {
        BackendKeyData key = router.register(true, cancelled::incrementAndGet);
        CancelCommand command = CancelCommand.of("e1", NOW, request(key));

        router.onCommand(command, NOW);
        router.onCommand(command, NOW.plusSeconds(1));

        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aCommandThatWasLongOnItsWayCancelsNothing() {
        BackendKeyData key = router.register(true, cancelled::incrementAndGet);
        CancelCommand command = CancelCommand.of("e1", NOW, request(key));

        router.onCommand(command, NOW.plus(CancelRouter.MAX_AGE).plusMillis(1));
        router.onCommand(command, NOW.minus(CancelRouter.MAX_LEAD).minusMillis(1));

        assertThat(cancelled).hasValue(0);
    }

    @Test
    void nothingOfACommandCanBeChangedWithoutTheKey() {
        BackendKeyData key = router.register(true, cancelled::incrementAndGet);
        BackendKeyData other = router.register(true, cancelled::incrementAndGet);
        CancelCommand genuine = CancelCommand.of("e1", NOW, request(key));
        byte[] digest = genuine.keyDigest().toByteArray();
        digest[0] ^= 1;

        for (CancelCommand forged : List.of(
                new CancelCommand("e2", NOW, key.processId(), genuine.keyDigest()),
                new CancelCommand("e1", NOW.plusNanos(1_000), key.processId(), genuine.keyDigest()),
                new CancelCommand("e1", NOW, other.processId(), genuine.keyDigest()),
                new CancelCommand("e1", NOW, key.processId(), Bytes.of(digest)),
                new CancelCommand("e1", NOW, key.processId(), Bytes.EMPTY),
                CancelCommand.of("e1", NOW, new CancelRequest(key.processId(), other.key())))) {
            router.onCommand(forged, NOW);
        }

        assertThat(cancelled).hasValue(0);
        router.onCommand(genuine, NOW);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void guessesOverTheLogLockAShortKeyAsWell() {
        BackendKeyData key = router.register(false, cancelled::incrementAndGet);
        for (int i = 0; i < CancelKeys.MAX_WRONG; i++) {
            router.onCommand(new CancelCommand("g" + i, NOW, key.processId(), Bytes.of(new byte[32])), NOW);
        }

        assertThat(router.onRequest(request(key), "a")).isEqualTo(CancelOutcome.RATE_LIMITED);
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void aCommandForASessionThatHasEndedCancelsNothing() {
        BackendKeyData key = router.register(true, cancelled::incrementAndGet);
        CancelCommand command = CancelCommand.of("e1", NOW, request(key));
        router.remove(key);

        router.onCommand(command, NOW);

        assertThat(cancelled).hasValue(0);
    }

    private static CancelRequest request(BackendKeyData key) {
        return new CancelRequest(key.processId(), key.key());
    }
}
