package io.postern.approval.domain;

import static io.postern.approval.domain.ApprovalStories.ANNA;
import static io.postern.approval.domain.ApprovalStories.BORIS;
import static io.postern.approval.domain.ApprovalStories.at;
import static io.postern.approval.domain.ApprovalStories.consumed;
import static io.postern.approval.domain.ApprovalStories.denied;
import static io.postern.approval.domain.ApprovalStories.expired;
import static io.postern.approval.domain.ApprovalStories.fold;
import static io.postern.approval.domain.ApprovalStories.granted;
import static io.postern.approval.domain.ApprovalStories.request;
import static io.postern.approval.domain.ApprovalStories.requested;
import static io.postern.approval.domain.ApprovalStories.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovalTest {

    private static final List<ApprovalEvent> ANY_FACT = List.of(
            requested(),
            granted(ANNA, 1),
            granted(BORIS, 2),
            denied(ANNA, 3),
            denied(BORIS, 4),
            expired(300),
            withdrawn(5),
            consumed(6));

    @Test
    void theFirstOfTwoVotersWins() {
        assertThat(fold(List.of(requested(), granted(ANNA, 5), denied(BORIS, 5))))
                .isEqualTo(new Approval.Granted(request(), new Decision(at(5), ANNA, "fine")));
        assertThat(fold(List.of(requested(), denied(BORIS, 5), granted(ANNA, 5))))
                .isEqualTo(new Approval.Denied(request(), new Decision(at(5), BORIS, "not today")));
    }

    @Test
    void aVoteThatReachesTheLogAfterTheExpiryChangesNothing() {
        assertThat(fold(List.of(requested(), expired(300), granted(ANNA, 299))))
                .isEqualTo(new Approval.Expired(request(), at(300)));
    }

    @Test
    void anExpiryThatReachesTheLogAfterAVoteChangesNothing() {
        assertThat(fold(List.of(requested(), granted(ANNA, 299), expired(300))))
                .isEqualTo(new Approval.Granted(request(), new Decision(at(299), ANNA, "fine")));
    }

    @Test
    void aGrantAfterTheWithdrawalChangesNothing() {
        assertThat(fold(List.of(requested(), withdrawn(5), granted(ANNA, 6))))
                .isEqualTo(new Approval.Withdrawn(request(), at(5), Optional.empty(), "cancelled by the client"));
    }

    @Test
    void aGrantCanBeWithdrawnUntilItIsConsumed() {
        Decision grant = new Decision(at(5), ANNA, "fine");

        assertThat(fold(List.of(requested(), granted(ANNA, 5), withdrawn(6))))
                .isEqualTo(new Approval.Withdrawn(request(), at(6), Optional.of(grant), "cancelled by the client"));
        assertThat(fold(List.of(requested(), granted(ANNA, 5), consumed(6), withdrawn(7))))
                .isEqualTo(new Approval.Consumed(request(), at(6), grant));
    }

    @Test
    void aGrantIsConsumedOnceAndOnlyAGrant() {
        assertThat(fold(List.of(requested(), granted(ANNA, 5), consumed(6), consumed(7))))
                .isEqualTo(new Approval.Consumed(request(), at(6), new Decision(at(5), ANNA, "fine")));
        assertThat(fold(List.of(requested(), consumed(6)))).isEqualTo(new Approval.Pending(request()));
        assertThat(fold(List.of(requested(), withdrawn(5), consumed(6))).status())
                .isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void factsWithoutARequestLeaveNothing() {
        for (ApprovalEvent fact : ANY_FACT.subList(1, ANY_FACT.size())) {
            assertThat(Approval.evolve(Approval.ABSENT, fact)).isEqualTo(Approval.ABSENT);
        }
    }

    @ParameterizedTest
    @MethodSource("finals")
    void noFactChangesAFinalState(Approval state) {
        assertThat(state.status().isFinal()).isTrue();
        for (ApprovalEvent fact : ANY_FACT) {
            assertThat(Approval.evolve(state, fact)).isEqualTo(state);
        }
    }

    static Stream<Approval> finals() {
        return Stream.of(
                fold(List.of(requested(), denied(ANNA, 5))),
                fold(List.of(requested(), expired(300))),
                fold(List.of(requested(), withdrawn(5))),
                fold(List.of(requested(), granted(ANNA, 5), withdrawn(6))),
                fold(List.of(requested(), granted(ANNA, 5), consumed(6))));
    }

    @Test
    void everyStateIsReached() {
        Set<Class<?>> reached = Stream.concat(
                        finals(),
                        Stream.of(
                                Approval.ABSENT,
                                fold(List.of(requested())),
                                fold(List.of(requested(), granted(ANNA, 5)))))
                .map(Object::getClass)
                .collect(Collectors.toSet());

        assertThat(reached).hasSize(Status.values().length);
    }

    @Test
    void anySplitOfAnyLogGivesTheSameState() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<ApprovalEvent> log = randomLog(random);
            Approval whole = fold(log);
            for (int split = 0; split <= log.size(); split++) {
                assertThat(fold(fold(log.subList(0, split)), log.subList(split, log.size())))
                        .as("seed %s, split at %s of %s", seed, split, log)
                        .isEqualTo(whole);
            }
        }
    }

    /** The log is read at least once. Proxies consume what is granted, so no log has it the other way round. */
    @Test
    void readingAnyPartOfALogAgainGivesTheSameState() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<ApprovalEvent> log = lawful(randomLog(random));
            Approval whole = fold(log);
            for (int from = 0; from <= log.size(); from++) {
                assertThat(fold(whole, log.subList(from, log.size())))
                        .as("seed %s, read again from %s of %s", seed, from, log)
                        .isEqualTo(whole);
            }
        }
    }

    private static List<ApprovalEvent> randomLog(Random random) {
        List<ApprovalEvent> log = new ArrayList<>();
        log.add(requested());
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            log.add(ANY_FACT.get(random.nextInt(ANY_FACT.size())));
        }
        return log;
    }

    private static List<ApprovalEvent> lawful(List<ApprovalEvent> log) {
        List<ApprovalEvent> lawful = new ArrayList<>();
        for (ApprovalEvent fact : log) {
            if (fact.kind() != ApprovalEvent.Kind.CONSUMED || fold(lawful).status() == Status.GRANTED) {
                lawful.add(fact);
            }
        }
        return lawful;
    }
}
