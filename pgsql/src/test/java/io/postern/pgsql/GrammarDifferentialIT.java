package io.postern.pgsql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgsql.corpus.Corpus;
import io.postern.pgsql.corpus.CorpusStatement;
import io.postern.pgsql.corpus.Mutations;
import io.postern.pgsql.oracle.Reader;
import io.postern.pgsql.oracle.Servers;
import io.postern.pgsql.oracle.SyntaxOracle;
import io.postern.pgsql.oracle.SyntaxOracle.Answer;
import io.postern.testkit.PostgresFixture;

/** The grammar against PostgreSQL's own, on every major. Seeded; a failure names the text. */
class GrammarDifferentialIT {

    @RegisterExtension
    static final PostgresFixture FIFTEEN = PostgresFixture.major(15);

    @RegisterExtension
    static final PostgresFixture SIXTEEN = PostgresFixture.major(16);

    @RegisterExtension
    static final PostgresFixture SEVENTEEN = PostgresFixture.major(17);

    @RegisterExtension
    static final PostgresFixture EIGHTEEN = PostgresFixture.major(18);

    private static final int MUTATIONS = Integer.getInteger("postern.mutations", 10_000);
    private static final long SEED = Long.getLong("postern.seed", 20_261_120L);

    /** What is left to the server: what it checks beyond its grammar while it parses. */
    private static final List<String> LEFT_TO_THE_SERVER = List.of(
            "unrecognized role option", "unrecognized row security option", "invalid byte sequence", "42P20 frame ");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Map<Integer, SyntaxOracle> oracles;

    @BeforeAll
    static void letTheOraclesIn() throws SQLException {
        oracles = Servers.oracles(Map.of(15, FIFTEEN, 16, SIXTEEN, 17, SEVENTEEN, 18, EIGHTEEN));
    }

    @AfterAll
    static void close() throws IOException {
        for (SyntaxOracle oracle : oracles.values()) {
            oracle.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void theCorpusSaysWhatTheServerSays(int major) {
        List<CorpusStatement> corpus = Corpus.own();
        List<Answer> answers = oracle(major).ask(texts(corpus));
        for (int i = 0; i < corpus.size(); i++) {
            CorpusStatement statement = corpus.get(i);
            assertThat(answers.get(i).isSyntax())
                    .as("%s: %s%n%s", statement.source(), statement.sql(), answers.get(i))
                    .isEqualTo(statement.isAcceptedBy(major));
        }
    }

    @Test
    void theCorpusIsLarge() {
        List<CorpusStatement> corpus = Corpus.own();
        long accepted = corpus.stream().filter(CorpusStatement::accepted).count();
        assertThat(accepted).isGreaterThan(6_000);
        assertThat(corpus.size() - accepted).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void everyStatementThatTheServerReadsIsRead(int major) {
        List<String> texts = new ArrayList<>(texts(Corpus.own()));
        texts.addAll(Corpus.others());
        Outcome outcome = compare("corpus", texts, major);
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.kinds().keySet()).allMatch(GrammarDifferentialIT::isLeftToTheServer);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void whatTheServerMakesOfMutationsIsMadeOfThem(int major) {
        List<String> texts = new ArrayList<>(texts(Corpus.own()));
        texts.addAll(Corpus.others());
        Outcome outcome = compare("mutations", new Mutations(SEED, texts).next(MUTATIONS), major);
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.valid()).isGreaterThan(MUTATIONS / 25);
        assertThat(outcome.accepted()).isLessThan(1 + MUTATIONS / 500);
    }

    /**
     * @param valid how many the server reads
     * @param refused what it reads and we do not
     * @param kinds what it says of those that we read and it does not, with their number
     */
    private record Outcome(int valid, List<String> refused, Map<String, Integer> kinds) {
        int accepted() {
            return kinds.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private static Outcome compare(String what, List<String> texts, int major) {
        List<Answer> answers = oracle(major).ask(texts);
        int valid = 0;
        List<String> refused = new ArrayList<>();
        Map<String, Integer> kinds = new TreeMap<>();
        for (int i = 0; i < texts.size(); i++) {
            Answer answer = answers.get(i);
            Optional<String> refusal = Reader.refusal(texts.get(i), major);
            if (answer.isSyntax()) {
                valid++;
                refusal.ifPresent(refused(refused, texts.get(i)));
            } else if (refusal.isEmpty()) {
                kinds.merge(answer.sqlState() + " " + answer.message(), 1, Integer::sum);
            }
        }
        Outcome outcome = new Outcome(valid, refused, kinds);
        System.out.printf(
                "grammar: %s, seed %d, PostgreSQL %d: %d texts, %d valid, %d of these refused (%.3f %% read), %d others accepted %s%n",
                what,
                SEED,
                major,
                texts.size(),
                valid,
                refused.size(),
                100.0 * (valid - refused.size()) / valid,
                outcome.accepted(),
                kinds);
        return outcome;
    }

    private static java.util.function.Consumer<String> refused(List<String> refused, String text) {
        return why -> refused.add(why + ": " + text);
    }

    private static boolean isLeftToTheServer(String kind) {
        return LEFT_TO_THE_SERVER.stream().anyMatch(kind::contains);
    }

    private static List<String> texts(List<CorpusStatement> statements) {
        return statements.stream().map(CorpusStatement::sql).toList();
    }

    private static SyntaxOracle oracle(int major) {
        return java.util.Objects.requireNonNull(oracles.get(major));
    }
}
