package io.postern.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.pgsql.read.DescentParser;
import io.postern.policy.Shop;
import io.postern.policy.catalog.Catalog;
import io.postern.testkit.PostgresFixture;

/**
 * Names resolved by the analysis and by a real PostgreSQL: whatever the server says that a statement depends on, the analysis has to
 * say too, and result columns have to be the same. The other way round, what the analysis says besides is counted.
 */
class ResolutionIT {

    private static final Logger LOG = LoggerFactory.getLogger(ResolutionIT.class);
    private static final int MAJOR = Integer.getInteger("postern.major", 17);
    private static final int ROUNDS = Integer.getInteger("postern.queries", 8_000);
    private static final long SEED = Long.getLong("postern.seed", 20_261_120L);
    private static final List<String> SEARCH_PATH = List.of("pg_catalog", "s", "o");

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.major(MAJOR);

    private static final Analyser ANALYSER = new PostgresAnalyser(new DescentParser());

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Connection connection;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Catalog catalog;

    @BeforeAll
    static void makeTheSchemas() throws SQLException, IOException {
        String database = POSTGRES.createDatabase();
        connection = DriverManager.getConnection(
                POSTGRES.jdbcUrl(database) + "?prepareThreshold=0", POSTGRES.superuser(), POSTGRES.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute(text("names.sql"));
            catalog = ServerCatalog.of(connection, MAJOR);
            statement.execute("SET search_path = s, o");
        }
        connection.setAutoCommit(false);
        connection.commit();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = ResolutionIT.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** How a statement fared. */
    private enum Outcome {
        AGREED,
        INVALID,
        REFUSED
    }

    private final List<String> wrong = new ArrayList<>();
    private int named;
    private int extra;

    private Outcome compare(String sql) throws SQLException {
        ServerResolution server = new ServerResolution(connection);
        Optional<List<ServerResolution.Result>> results = server.results(sql);
        if (results.isEmpty()) {
            return Outcome.INVALID;
        }
        Analysis analysis = ANALYSER.analyse(Shop.lex(sql), new AnalysisContext(catalog, SEARCH_PATH));
        if (!(analysis instanceof Analysis.Understood understood)) {
            return Outcome.REFUSED;
        }
        StatementAnalysis statement = understood.statements().get(0);
        Optional<ServerResolution.Dependencies> dependencies = server.dependencies(sql);
        List<String> missing = ServerResolution.missing(statement, results.get(), dependencies, catalog);
        if (!missing.isEmpty()) {
            wrong.add(sql + "\n    " + missing);
        }
        dependencies.ifPresent(known -> {
            for (ColumnOrigin column : ServerResolution.named(statement)) {
                if (column.columnNumber() > 0) {
                    named++;
                    extra += known.columns().contains(column) ? 0 : 1;
                }
            }
        });
        return Outcome.AGREED;
    }

    @Test
    void everyScopeRuleResolvesAsTheServerResolvesIt() throws SQLException, IOException {
        List<String> notAgreed = new ArrayList<>();
        int count = 0;
        for (String sql : text("scopes.sql").lines().toList()) {
            if (!sql.startsWith("#") && !sql.isBlank()) {
                count++;
                Outcome outcome = compare(sql);
                if (outcome != Outcome.AGREED) {
                    notAgreed.add(outcome + " " + sql);
                }
            }
        }

        LOG.atInfo()
                .addKeyValue("major", MAJOR)
                .addKeyValue("statements", count)
                .addKeyValue("columns", named)
                .addKeyValue("columnsTheServerDoesNotName", extra)
                .log("statements by hand compared");
        assertThat(wrong).isEmpty();
        assertThat(notAgreed).isEmpty();
        assertThat(count).isGreaterThan(200);
    }

    @Test
    void randomQueriesResolveAsTheServerResolvesThem() throws SQLException {
        RandomQueries random = new RandomQueries(SEED);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        List<String> refused = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String sql = random.next();
            Outcome outcome = compare(sql);
            outcomes.merge(outcome, 1, Integer::sum);
            if (outcome == Outcome.REFUSED) {
                refused.add(sql);
            }
        }

        LOG.atInfo()
                .addKeyValue("major", MAJOR)
                .addKeyValue("seed", SEED)
                .addKeyValue("statements", ROUNDS)
                .addKeyValue("notValid", outcomes.getOrDefault(Outcome.INVALID, 0))
                .addKeyValue("agreed", outcomes.getOrDefault(Outcome.AGREED, 0))
                .addKeyValue("columns", named)
                .addKeyValue("columnsTheServerDoesNotName", extra)
                .log("random statements compared");
        assertThat(wrong).isEmpty();
        assertThat(refused).isEmpty();
        assertThat(outcomes.getOrDefault(Outcome.AGREED, 0)).isGreaterThan(ROUNDS / 25);
    }
}
