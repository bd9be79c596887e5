package io.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.pgwire.sql.Tokens;
import io.postern.testkit.PostgresFixture;

/**
 * The lexer against PostgreSQL's own. Where everything is allowed, the lexer is all that stands between a client and the server,
 * so it may not refuse what the server reads. Seeded; a failure names the text.
 */
class LexerDifferentialIT {

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.exclusive();

    private static final int ROUNDS = Integer.getInteger("postern.lexings", 40_000);
    private static final long SEED = Long.getLong("postern.seed", 20_261_120L);

    /** Where another server listens, HOST:PORT, that lets the role "syntax" in without a password: for other majors. */
    private static final Optional<String> OTHER = Optional.ofNullable(System.getProperty("postern.syntax.server"));

    private static final String ROLE = "syntax";

    /** All that the lexer refuses although a server may take it. */
    private static final Set<String> STRICTER =
            Set.of("parameter number too large", "escapes are not supported in the character after UESCAPE");

    /** How PostgreSQL's lexer, not its grammar, begins to complain. */
    private static final List<String> LEXICAL = List.of(
            "trailing junk",
            "unterminated",
            "invalid hexadecimal integer",
            "invalid octal integer",
            "invalid binary integer",
            "operator too long",
            "zero-length",
            "invalid Unicode",
            "UESCAPE must");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SyntaxOracle oracle;

    @BeforeAll
    static void letTheOracleIn() throws SQLException {
        if (OTHER.isEmpty()) {
            trustTheRole();
        }
        InetSocketAddress server = OTHER.map(LexerDifferentialIT::address)
                .orElseGet(() -> new InetSocketAddress(POSTGRES.host(), POSTGRES.port()));
        oracle = await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> new SyntaxOracle(server, ROLE), opened -> true);
    }

    private static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    private static void trustTheRole() throws SQLException {
        try (Connection connection = POSTGRES.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + ROLE + " LOGIN");
            ResultSet setting = statement.executeQuery("SHOW hba_file");
            setting.next();
            String file = setting.getString(1).replace("'", "''");
            statement.execute("COPY (VALUES ('host all " + ROLE
                    + " all trust'), ('host all all all scram-sha-256')) TO '" + file + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @AfterAll
    static void close() throws IOException {
        oracle.close();
    }

    @Test
    void theCorpusIsWhatTheServerSays() throws IOException {
        for (LexicalCorpus.Line line : LexicalCorpus.lines()) {
            SyntaxOracle.Answer answer = oracle.ask(line.sql());
            assertThat(answer.isSyntax())
                    .as("%s: %s", line.sql(), answer.message())
                    .isEqualTo(line.server());
        }
    }

    @Test
    void whatTheServerReadsTheLexerReadsAndInTheSamePlaces() throws IOException {
        RandomTexts texts = new RandomTexts(SEED);
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            String sql = texts.next();
            SyntaxOracle.Answer answer = oracle.ask(sql);
            Optional<String> refusal = LexicalCorpus.refusal(sql);
            counts.merge(compare(sql, answer, refusal), 1, Integer::sum);
        }
        System.out.printf("lexings: seed %d, PostgreSQL %d, %s%n", SEED, oracle.version(), counts);
        assertThat(counts.get("both read it")).isGreaterThan(ROUNDS / 10);
        assertThat(counts.get("neither reads it")).isGreaterThan(ROUNDS / 20);
    }

    private static String compare(String sql, SyntaxOracle.Answer answer, Optional<String> refusal) throws IOException {
        if (answer.isSyntax()) {
            if (refusal.isPresent() && STRICTER.contains(refusal.get())) {
                return "only the server reads it";
            }
            assertThat(refusal).as("%s", sql).isEmpty();
            String spaced = spaced(Shop.lex(sql));
            assertThat(oracle.ask(spaced).isSyntax())
                    .as("%s%nread as %s", sql, spaced)
                    .isTrue();
            return "both read it";
        }
        if (refusal.isPresent()) {
            return "neither reads it";
        }
        boolean lexical = LEXICAL.stream().anyMatch(answer.message()::startsWith);
        // Earlier majors refuse what later ones read.
        assertThat(lexical && oracle.version() >= 16)
                .as("%s: %s", sql, answer.message())
                .isFalse();
        return "tokens, but no SQL";
    }

    /** The tokens with nothing but a space between them. */
    private static String spaced(Tokens tokens) {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < tokens.count(); i++) {
            text.add(tokens.text(i));
        }
        return text.toString();
    }
}
