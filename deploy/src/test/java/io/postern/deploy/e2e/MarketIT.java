package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Attacks and ordinary statements in the market, on each major version of PostgreSQL. Judged by every byte that comes back, by a
 * copy of the market masked by hand, and by what is in the database afterwards; not by error texts.
 *
 * <p>On the usual major version each case takes all its forms; on the others one in turn beside the simple one, or all with
 * {@code -Dpostern.forms=all}, or the first alone with {@code one}.
 */
@ClassTemplate
@ExtendWith(EachMajor.class)
class MarketIT {

    private static final String SESSION = "SELECT current_user, session_user, current_setting('search_path'),"
            + " current_setting('standard_conforming_strings'), current_setting('client_encoding')";
    private static final int VISITORS = 3;

    /** What may change something is checked alone. */
    private static final ReadWriteLock PACE = new ReentrantReadWriteLock();

    private static final MarketCounts COUNTS = new MarketCounts();

    @AfterAll
    static void printCounts() {
        System.out.println(COUNTS.table());
    }

    @TestFactory
    Stream<DynamicTest> attacksOnMaskedColumnsAreHeld(MarketPlace place) {
        return tests("attacks-columns.sql", place);
    }

    @TestFactory
    Stream<DynamicTest> attacksOnTheStatementGuardAreHeld(MarketPlace place) {
        return tests("attacks-guard.sql", place);
    }

    @TestFactory
    Stream<DynamicTest> ordinaryStatementsPass(MarketPlace place) {
        return tests("controls.sql", place);
    }

    @TestFactory
    Stream<DynamicTest> pending(MarketPlace place) {
        return tests("pending.sql", place);
    }

    @Test
    void thereAreEnoughOfEach() {
        List<MarketCase> all = new ArrayList<>();
        for (String file : List.of("attacks-columns.sql", "attacks-guard.sql", "controls.sql")) {
            all.addAll(MarketCase.read(file));
        }
        long attacks = all.stream().filter(one -> one.expectation().attack()).count();
        assertThat(attacks).isGreaterThanOrEqualTo(300);
        assertThat(all.size() - attacks).isGreaterThanOrEqualTo(300);
    }

    private static Stream<DynamicTest> tests(String file, MarketPlace place) {
        String only = System.getProperty("postern.cases", "");
        List<MarketCase> cases = MarketCase.read(file).stream()
                .filter(one -> one.since() <= place.major())
                .filter(one -> one.place().contains(only))
                .toList();
        ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
        List<DynamicTest> tests = new ArrayList<>();
        for (MarketCase one : cases) {
            Future<?> checked = visitors.submit(() -> {
                check(one, place);
                return one;
            });
            tests.add(DynamicTest.dynamicTest(
                    place.major() + " " + one.place() + " " + shortened(one.last()), () -> outcome(checked)));
        }
        visitors.shutdown();
        return tests.stream();
    }

    private static void outcome(Future<?> checked) throws Throwable {
        try {
            checked.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) : text;
    }

    private static Set<MarketForm> forms(MarketCase one, int major) {
        if (System.getProperty("postern.forms", "").equals("one")) {
            return Set.of(one.forms().iterator().next());
        }
        if (major == EachMajor.USUAL || System.getProperty("postern.forms", "").equals("all")) {
            return one.forms();
        }
        List<MarketForm> others = new ArrayList<>(one.forms());
        others.remove(MarketForm.SIMPLE);
        Set<MarketForm> some = EnumSet.noneOf(MarketForm.class);
        if (one.forms().contains(MarketForm.SIMPLE)) {
            some.add(MarketForm.SIMPLE);
        }
        int turn = Math.floorMod(one.place().hashCode() + major, Math.max(1, others.size()));
        if (!others.isEmpty()) {
            some.add(others.get(turn));
        }
        return some;
    }

    private static void check(MarketCase one, MarketPlace place) throws IOException, SQLException {
        boolean alone = one.writes() || one.expectation() == MarketCase.Expectation.REFUSED;
        (alone ? PACE.writeLock() : PACE.readLock()).lock();
        try {
            checkInTurn(one, place);
        } finally {
            (alone ? PACE.writeLock() : PACE.readLock()).unlock();
        }
    }

    private static void checkInTurn(MarketCase one, MarketPlace place) throws IOException, SQLException {
        String before = place.here().state();
        MarketClient client = place.here().guarded(one.identity());
        for (MarketForm form : forms(one, place.major())) {
            COUNTS.count(one, form, place.major());
            judge(one, form, client, place);
            if (!client.ended()) {
                assertThat(client.ask(SESSION).lines(true))
                        .as("session after %s", form)
                        .contains("row %1$s | %1$s | public | on | UTF8"
                                .formatted(one.identity().role()));
            }
        }
        assertThat(place.here().state()).isEqualTo(before);
    }

    private static List<String> withoutGuess(Heard heard, MarketCase one) {
        return heard.lines(one.ordered()).stream()
                .map(MarketCanaries::withoutGuess)
                .toList();
    }

    /** From where the two part, if they do. */
    static String difference(List<String> expected, List<String> heard) {
        int at = 0;
        while (at < Math.min(expected.size(), heard.size()) && expected.get(at).equals(heard.get(at))) {
            at++;
        }
        return expected.equals(heard)
                ? ""
                : "line " + at + "\n  expected " + excerpt(expected, at) + "\n  but heard " + excerpt(heard, at);
    }

    private static String excerpt(List<String> lines, int at) {
        return lines.subList(at, Math.min(lines.size(), at + 3)).toString();
    }

    private static void judge(MarketCase one, MarketForm form, MarketClient client, MarketPlace place)
            throws IOException {
        MarketCase right =
                one.withSteps(one.steps().stream().map(MarketCanaries::right).toList());
        Heard heard = client.hear(right, form);
        String error = heard.error()
                .map(found -> found.sqlState() + " " + found.message())
                .orElse("");
        String how = form + ": " + error + " " + shortened(heard.lines(true).toString());
        if (one.expectation() != MarketCase.Expectation.BLIND) {
            assertThat(place.canaries(one.identity()).in(heard.bytes()))
                    .as("%s shows", how)
                    .isEmpty();
        }
        switch (one.expectation()) {
            case MASKED -> {
                assertThat(heard.error()).as(how).isEmpty();
                Heard unguarded = place.here().unguarded().hear(right, MarketForm.SIMPLE);
                if (form == MarketForm.SIMPLE) {
                    assertThat(place.canaries(one.identity()).in(unguarded.bytes()))
                            .as("unguarded: %s", unguarded.error())
                            .isPresent();
                }
            }
            case REFUSED -> {
                assertThat(heard.refusedByGate()).as(how).isTrue();
                assertThat(heard.sqlState()).as(how).isNotEqualTo(Optional.of("58000"));
                one.sqlState()
                        .ifPresent(state -> assertThat(heard.sqlState()).as(how).hasValue(state));
            }
            case ERROR -> {
                assertThat(heard.error()).as(how).isPresent();
                assertThat(heard.refusedByGate()).as(how).isFalse();
                one.sqlState()
                        .ifPresent(state -> assertThat(heard.sqlState()).as(how).hasValue(state));
            }
            case BLIND -> {
                MarketCase wrong = one.withSteps(
                        one.steps().stream().map(MarketCanaries::wrong).toList());
                assertThat(difference(withoutGuess(client.hear(wrong, form), one), withoutGuess(heard, one)))
                        .as(how)
                        .isEmpty();
                if (form == MarketForm.SIMPLE && !one.last().startsWith("EXPLAIN")) {
                    assertThat(place.here().unguarded().hear(right, form).lines(true))
                            .as("unguarded")
                            .isNotEqualTo(
                                    place.here().unguarded().hear(wrong, form).lines(true));
                }
            }
            case EQUAL -> {
                if (form == MarketForm.SIMPLE || !one.forms().contains(MarketForm.SIMPLE)) {
                    assertThat(heard.error()).as(how).isEmpty();
                }
                Heard expected = place.here().copy(one.identity()).hear(one, form);
                assertThat(difference(expected.lines(one.ordered()), heard.lines(one.ordered())))
                        .as(how)
                        .isEmpty();
            }
            case RUNS -> assertThat(heard.error()).as(how).isEmpty();
            case HARMLESS -> {
                // Judged above.
            }
        }
    }
}
