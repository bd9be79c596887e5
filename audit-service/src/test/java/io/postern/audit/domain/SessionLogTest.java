package io.postern.audit.domain;

import static io.postern.audit.domain.FactSeries.SESSION;
import static io.postern.audit.domain.FactSeries.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.audit.domain.SessionStory.State;

class SessionLogTest {

    private static final FactSeries WHOLE_SESSION = series().opened()
            .submitted("a", Verdict.ALLOW, "SELECT 1")
            .completed("a", Outcome.SUCCEEDED)
            .submitted("b", Verdict.DENY, "DROP TABLE customers")
            .refused("b", "42501", "denied by rule no-ddl")
            .submitted("c", Verdict.PARK, "UPDATE orders SET status = 'x'")
            .parked("c")
            .resumed("c")
            .completed("c", Outcome.SUCCEEDED)
            .closed();

    @ParameterizedTest
    @MethodSource("logsAndFates")
    void fateIsWhatTheFactsSupport(String log, FactSeries series, Fate fate) {
        SessionStory story = series.story();

        assertThat(story.statements())
                .as(log)
                .singleElement()
                .extracting(StatementStory::fate)
                .isEqualTo(fate);
    }

    static Stream<Arguments> logsAndFates() {
        return Stream.of(
                log("allowed, succeeded", allowed().completed("a", Outcome.SUCCEEDED), Fate.SUCCEEDED),
                log("allowed, failed", allowed().completed("a", Outcome.FAILED), Fate.FAILED),
                log("allowed, skipped", allowed().completed("a", Outcome.SKIPPED), Fate.SKIPPED),
                log(
                        "allowed, connection lost",
                        allowed().completed("a", Outcome.UNKNOWN).closed(),
                        Fate.CUT_OFF),
                log("allowed, nothing more", allowed(), Fate.IN_PROGRESS),
                log("allowed, session closed", allowed().closed(), Fate.UNKNOWN),
                log("allowed, refused before it ran", allowed().refused("a", "58000", "no audit"), Fate.REFUSED),
                log("denied, refusal recorded", denied().refused("a", "42501", "denied"), Fate.DENIED),
                log("denied, nothing more", denied(), Fate.DENIED),
                log("denied, session closed", denied().closed(), Fate.DENIED),
                log("parked", parked(), Fate.WAITING),
                log("verdict park, not parked yet", start(Verdict.PARK), Fate.WAITING),
                log("parked, session closed", parked().closed(), Fate.ABANDONED),
                log("parked, then a fact is missing", parked().lost(1).closed(), Fate.UNKNOWN),
                log(
                        "parked after a fact went missing",
                        series().lost(1).submitted("a", Verdict.PARK, "1").closed(),
                        Fate.ABANDONED),
                log("parked, denied by a person", parked().deniedByPerson("a"), Fate.REFUSED),
                log("parked, expired", parked().refused("a", "57014", "approval expired"), Fate.REFUSED),
                log("parked, approved", parked().resumed("a"), Fate.IN_PROGRESS),
                log("parked, approved, session closed", parked().resumed("a").closed(), Fate.UNKNOWN),
                log(
                        "parked, approved, succeeded",
                        parked().resumed("a").completed("a", Outcome.SUCCEEDED),
                        Fate.SUCCEEDED),
                log(
                        "parked, approved, refused before it ran",
                        parked().resumed("a").refused("a", "58000", "no audit"),
                        Fate.REFUSED),
                log("no decision, refused", start(Verdict.UNKNOWN).refused("a", "58000", "no decision"), Fate.REFUSED),
                log("no decision, nothing more", start(Verdict.UNKNOWN), Fate.IN_PROGRESS),
                log("no decision, session closed", start(Verdict.UNKNOWN).closed(), Fate.UNKNOWN),
                log(
                        "refused and yet completed",
                        denied().refused("a", "42501", "denied").completed("a", Outcome.SUCCEEDED),
                        Fate.SUCCEEDED),
                log("only the completion", series().opened().lost(1).completed("a", Outcome.SUCCEEDED), Fate.SUCCEEDED),
                log("only the refusal", series().opened().lost(1).refused("a", "42501", "denied"), Fate.REFUSED),
                log("only the parking", series().opened().lost(1).parked("a"), Fate.WAITING),
                log("only the approval", series().opened().lost(1).resumed("a").closed(), Fate.UNKNOWN));
    }

    private static Arguments log(String name, FactSeries series, Fate fate) {
        return Arguments.of(name, series, fate);
    }

    private static FactSeries start(Verdict verdict) {
        return series().opened().submitted("a", verdict, "SELECT 1");
    }

    private static FactSeries allowed() {
        return start(Verdict.ALLOW);
    }

    private static FactSeries denied() {
        return start(Verdict.DENY);
    }

    private static FactSeries parked() {
        return start(Verdict.PARK).parked("a");
    }

    @Test
    void everySplitOfALogTellsTheSameStory() {
        List<Fact> facts = WHOLE_SESSION.facts();
        SessionStory whole = WHOLE_SESSION.story();

        for (int split = 0; split <= facts.size(); split++) {
            SessionLog first = SessionLog.empty(SESSION).plus(facts.subList(0, split));
            SessionLog second = SessionLog.empty(SESSION).plus(facts.subList(split, facts.size()));

            assertThat(first.plus(second.facts()).story()).isEqualTo(whole);
            assertThat(second.plus(first.facts()).story()).isEqualTo(whole);
        }
    }

    @Test
    void orderOfArrivalMakesNoDifference() {
        SessionStory whole = WHOLE_SESSION.story();
        Random random = new Random(20261120);

        for (int round = 0; round < 200; round++) {
            List<Fact> shuffled = new ArrayList<>(WHOLE_SESSION.facts());
            Collections.shuffle(shuffled, random);

            assertThat(SessionLog.empty(SESSION).plus(shuffled).story()).isEqualTo(whole);
        }
    }

    @Test
    void aFactReceivedTwiceIsToldOnce() {
        List<Fact> twice = new ArrayList<>(WHOLE_SESSION.facts());
        twice.addAll(WHOLE_SESSION.facts());

        SessionLog log = SessionLog.empty(SESSION).plus(twice).plus(WHOLE_SESSION.facts());

        assertThat(log.facts()).hasSameSizeAs(WHOLE_SESSION.facts());
        assertThat(log.story()).isEqualTo(WHOLE_SESSION.story());
    }

    @Test
    void everyPrefixOfALogClaimsNoMoreThanTheWhole() {
        List<Fact> facts = WHOLE_SESSION.facts();

        for (int length = 0; length <= facts.size(); length++) {
            SessionStory prefix =
                    SessionLog.empty(SESSION).plus(facts.subList(0, length)).story();
            for (StatementStory early : prefix.statements()) {
                Fate.Ran later = WHOLE_SESSION.story().statements().stream()
                        .filter(statement -> statement.statementId().equals(early.statementId()))
                        .findFirst()
                        .orElseThrow()
                        .fate()
                        .ran();
                boolean stillOpen = early.fate() == Fate.WAITING || early.fate().ran() == Fate.Ran.MAYBE;
                assertThat(stillOpen || early.fate().ran() == later).isTrue();
            }
        }
    }

    @Test
    void missingFactsAreGaps() {
        SessionStory story = series().lost(1)
                .opened()
                .lost(3)
                .submitted("a", Verdict.ALLOW, "SELECT 1")
                .completed("a", Outcome.SUCCEEDED)
                .story();

        assertThat(story.gaps()).containsExactly(new Gap("proxy-1", 0, 0), new Gap("proxy-1", 2, 4));
    }

    @Test
    void producersAreCountedEachOnTheirOwn() {
        List<Fact> facts = new ArrayList<>(series().opened().closed().facts());
        facts.addAll(
                new FactSeries("other").lost(2).refused("a", "57P01", "killed").facts());

        SessionStory story = SessionLog.empty(SESSION).plus(facts).story();

        assertThat(story.gaps()).containsExactly(new Gap("other", 0, 1));
    }

    @Test
    void factsOfOneProducerFollowItsSequenceEvenWhereItsClockWentBack() {
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : series().opened()
                .submitted("a", Verdict.ALLOW, "1")
                .submitted("b", Verdict.ALLOW, "2")
                .facts()) {
            facts.add(fact);
        }
        Fact.StatementSubmitted last = (Fact.StatementSubmitted) facts.get(2);
        FactMeta meta = last.meta();
        facts.set(
                2,
                new Fact.StatementSubmitted(
                        new FactMeta(
                                meta.eventId(),
                                meta.sessionId(),
                                meta.occurredAt().minusSeconds(3600),
                                meta.producer(),
                                meta.sequence()),
                        last.statementId(),
                        last.submission()));

        SessionStory story = SessionLog.empty(SESSION).plus(facts).story();

        assertThat(story.statements()).extracting(StatementStory::statementId).containsExactly("a", "b");
    }

    @Test
    void theFirstOfTwoFactsOfOneKindStands() {
        SessionStory story = allowed()
                .completed("a", Outcome.FAILED)
                .completed("a", Outcome.SUCCEEDED)
                .story();

        assertThat(story.statements())
                .singleElement()
                .extracting(StatementStory::fate)
                .isEqualTo(Fate.FAILED);
    }

    @Test
    void gapsOfTheWholeSessionCountWhereOnlyAPartIsRead() {
        List<Fact> part =
                series().opened().submitted("a", Verdict.PARK, "1").parked("a").facts();

        SessionStory story = SessionLog.empty(SESSION)
                .plus(part)
                .story(List.of(new SequenceRun("proxy-1", 0, 2), new SequenceRun("proxy-1", 4, 9)));

        assertThat(story.gaps()).containsExactly(new Gap("proxy-1", 3, 3));
        assertThat(story.statements())
                .singleElement()
                .extracting(StatementStory::fate)
                .isEqualTo(Fate.IN_PROGRESS);
    }

    @Test
    void stateIsOpenUntilAnEndIsOnRecord() {
        assertThat(series().opened().story().state()).isEqualTo(State.OPEN);
        assertThat(series().opened().closed().story().state()).isEqualTo(State.CLOSED);
        assertThat(series().turnedAway(Optional.empty()).story().state()).isEqualTo(State.REFUSED);
        assertThat(series().lost(1).submitted("a", Verdict.ALLOW, "1").story().state())
                .isEqualTo(State.PARTIAL);
    }

    @Test
    void aFactOfAnotherSessionIsABug() {
        SessionLog log = SessionLog.empty("another");

        assertThatThrownBy(() -> log.plus(series().opened().facts())).isInstanceOf(IllegalArgumentException.class);
    }
}
