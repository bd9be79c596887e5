package io.postern.proxy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.postern.identity.Identity;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.ProofTerms.GuardedSource;
import io.postern.proxy.statement.Safeguards;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.statement.Verdict;

class ProofDeskTest {

    private static final Analysis CONSTANTS = new Analysis.Printed(Recorded.tree(15, "names"), Recorded.NOTHING);

    private final FakeServer server = new FakeServer();
    private final ProofDesk desk = new ProofDesk(server, TreeLimits.DEFAULT);

    private static final class FakeServer implements Analysts {

        final List<String> asked = new ArrayList<>();
        Analysis answer = CONSTANTS;

        @Override
        public CompletionStage<Analysis> analyse(Standpoint standpoint, SqlText text, List<Long> parameterTypes) {
            asked.add(text.asString().strip() + " " + parameterTypes);
            return CompletableFuture.completedFuture(answer);
        }
    }

    @Test
    void statementWithoutTermsIsNotAskedAbout() {
        // When
        ProofOutcome outcome = prove(decision("c1", List.of(), Optional.empty()), "SELECT 1", List.of());

        // Then
        assertThat(outcome).isEqualTo(new ProofOutcome.Agreed());
        assertThat(server.asked).isEmpty();
    }

    @Test
    void shapeIsAskedAboutOnce() {
        // When
        ProofOutcome first = prove("SELECT 1, 'a'");
        ProofOutcome again = prove("SELECT 2,  'b'");

        // Then
        assertThat(first).isEqualTo(new ProofOutcome.Agreed());
        assertThat(again).isEqualTo(new ProofOutcome.Agreed());
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void numbersOfAnotherTypeAreAskedAboutAgain() {
        // When
        prove("SELECT 12345678901");
        prove("SELECT 12345678902");
        prove("SELECT 123456789012345678901");
        prove("SELECT 1.5");
        prove("SELECT 1e5");

        // Then
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void everythingElseThatTheMeaningDependsOnIsAskedAboutAgain() {
        // Given
        Optional<ProofTerms> terms = Optional.of(terms(0, 2, List.of()));

        // When
        prove(decision("c1", List.of(), terms), "SELECT 1", List.of());
        prove(decision("c2", List.of(), terms), "SELECT 1", List.of());
        prove(decision("c2", List.of(), terms), "SELECT 1", List.of(23L));
        prove(decision("c2", List.of(new TokenEdit(1, 2, "2")), terms), "SELECT 1", List.of());
        prove(decision("c2", List.of(), Optional.of(functions(16_400))), "SELECT 1", List.of());

        // Then
        assertThat(server.asked)
                .containsExactly("SELECT 1 []", "SELECT 1 []", "SELECT 1 [23]", "SELECT 2 []", "SELECT 1 []");
    }

    @Test
    void missingAnswerIsNotRemembered() {
        // Given
        server.answer = new Analysis.Unavailable("nobody there");

        // When
        ProofOutcome outcome = prove("SELECT 1");
        server.answer = CONSTANTS;
        ProofOutcome later = prove("SELECT 1");

        // Then
        assertThat(outcome).isEqualTo(new ProofOutcome.Impossible("nobody there"));
        assertThat(later).isEqualTo(new ProofOutcome.Agreed());
    }

    @Test
    void refusalOfTheServerIsTold() {
        // Given
        server.answer = new Analysis.Rejected("42703", "column \"x\" does not exist");

        // When
        ProofOutcome outcome = prove("SELECT x");

        // Then
        assertThat(outcome).isEqualTo(new ProofOutcome.Rejected("42703", "column \"x\" does not exist"));
    }

    @Test
    void whatCannotBeReadDisagrees() {
        for (Analysis unreadable : List.of(
                new Analysis.TooLarge(),
                new Analysis.Printed("({QUERY", Recorded.NOTHING),
                new Analysis.Printed("()", Recorded.NOTHING),
                new Analysis.Printed("({QUERY :commandType 6})", Recorded.NOTHING),
                new Analysis.Printed(
                        Recorded.tree(15, "names").replace(":commandType 1", ":commandType 6"), Recorded.NOTHING),
                new Analysis.Printed(Recorded.tree(15, "names").replace("{CONST ", "{CONSTANT "), Recorded.NOTHING),
                new Analysis.Printed(
                        Recorded.tree(15, "names").replace(":resjunk", ":resnew {VAR :varno 1} :resjunk"),
                        Recorded.NOTHING),
                new Analysis.Printed(
                        Recorded.tree(15, "names").replace(":utilityStmt <>", ":utilityStmt ?"), Recorded.NOTHING))) {
            // Given
            server.answer = unreadable;

            // When
            ProofOutcome outcome = prove("SELECT 1");

            // Then
            assertThat(outcome).as(unreadable.toString()).isInstanceOf(ProofOutcome.Disagreed.class);
        }
    }

    @Test
    void partThatNobodyAnalysesDisagrees() {
        // When
        ProofOutcome outcome = prove("SELECT 1; SELECT 2");

        // Then
        assertThat(outcome).isInstanceOf(ProofOutcome.Disagreed.class);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void refusedSourceDisagreesWithoutAWordOfIt() {
        // Given
        server.answer = new Analysis.Rejected("42883", "function secret_mask(text) does not exist");
        Optional<ProofTerms> terms =
                Optional.of(terms(0, 2, List.of(new GuardedSource(16_401, "SELECT secret_mask(a) FROM public.t"))));

        // When
        ProofOutcome outcome = prove(decision("c1", List.of(), terms), "SELECT 1", List.of());

        // Then
        assertThat(outcome).isInstanceOf(ProofOutcome.Disagreed.class);
        assertThat(outcome.toString()).doesNotContain("secret_mask");
    }

    @Test
    void sourceOfAnotherRelationDisagrees() {
        // Given
        Optional<ProofTerms> terms = Optional.of(terms(0, 2, List.of(new GuardedSource(16_401, "SELECT 1"))));

        // When
        ProofOutcome outcome = prove(decision("c1", List.of(), terms), "SELECT 1", List.of());

        // Then
        assertThat(outcome).isInstanceOf(ProofOutcome.Disagreed.class);
    }

    @Test
    void editsThatDoNotFitDisagree() {
        // When
        ProofOutcome outcome = prove(
                decision("c1", List.of(new TokenEdit(1, 2, "'open")), Optional.of(terms(0, 2, List.of()))),
                "SELECT 1",
                List.of());

        // Then
        assertThat(outcome).isInstanceOf(ProofOutcome.Disagreed.class);
    }

    @Test
    void queryThatTheDecisionDoesNotTellOfDisagrees() {
        ProofTerms none = new ProofTerms(ProofTerms.Need.REQUIRED, List.of(), List.of());

        ProofOutcome outcome = prove(decision("c1", List.of(), Optional.of(none)), "SELECT 1", List.of());

        assertThat(outcome).isInstanceOf(ProofOutcome.Disagreed.class);
        assertThat(server.asked).isEmpty();
    }

    private ProofOutcome prove(String sql) {
        return prove(decision("c1", List.of(), Optional.of(terms(0, 2, List.of()))), sql, List.of());
    }

    private ProofOutcome prove(Decision decision, String sql, List<Long> parameterTypes) {
        Session session = new Session(
                "s",
                new Identity("issuer", "ann", Set.of()),
                "shop",
                "app",
                List.of("public"),
                new Session.ClientOrigin("", "", false));
        return desk.prove(session, decision, text(sql), parameterTypes)
                .toCompletableFuture()
                .join();
    }

    private static ProofTerms terms(int from, int to, List<GuardedSource> guarded) {
        ProofTerms.Query query =
                new ProofTerms.Query(from, to, List.of(), ProofTerms.Verb.SELECT, Map.of(), Set.of(), Set.of());
        return new ProofTerms(ProofTerms.Need.REQUIRED, List.of(query), guarded);
    }

    private static ProofTerms functions(long oid) {
        ProofTerms.Query query =
                new ProofTerms.Query(0, 2, List.of(), ProofTerms.Verb.SELECT, Map.of(), Set.of(oid), Set.of());
        return new ProofTerms(ProofTerms.Need.REQUIRED, List.of(query), List.of());
    }

    private static Decision decision(String catalog, List<TokenEdit> edits, Optional<ProofTerms> terms) {
        return new Decision(
                Verdict.ALLOW,
                "SELECT",
                edits,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                new Decision.Versions("p1", catalog),
                Decision.Scope.NARROWED,
                new Safeguards(terms, Safeguards.Speech.OPEN));
    }

    private static StatementText text(String sql) {
        try {
            return StatementText.of(SqlText.of(sql), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new IllegalArgumentException(sql, e);
        }
    }
}
