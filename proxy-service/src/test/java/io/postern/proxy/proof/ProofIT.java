package io.postern.proxy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.identity.Identity;
import io.postern.identity.Secret;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.adapter.netty.AnalysisConnections;
import io.postern.proxy.config.AnalysisSettings;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.proof.Difference.Kind;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.ProofTerms.Access;
import io.postern.proxy.statement.Safeguards;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.statement.Verdict;
import io.postern.testkit.PostgresFixture;

/** Honest decisions agree with what servers of every major version see, and mistaken ones do not. */
class ProofIT {

    private static final String CUSTOMERS =
            "SELECT id, name, ('x' || substr(email, 1, 1))::varchar(200) AS email, city,"
                    + " born FROM public.customers WHERE city <> 'hidden'";
    private static final String ACCOUNTS =
            "SELECT id, owner, ('**' || right(iban, 4)) AS iban, balance FROM public.accounts";

    @RegisterExtension
    static final PostgresFixture FIFTEEN = PostgresFixture.major(15);

    @RegisterExtension
    static final PostgresFixture SIXTEEN = PostgresFixture.major(16);

    @RegisterExtension
    static final PostgresFixture SEVENTEEN = PostgresFixture.major(17);

    @RegisterExtension
    static final PostgresFixture EIGHTEEN = PostgresFixture.major(18);

    @TempDir
    static Path directory;

    private static final Map<Integer, PostgresFixture> SERVERS =
            Map.of(15, FIFTEEN, 16, SIXTEEN, 17, SEVENTEEN, 18, EIGHTEEN);

    private static final Map<Integer, Map<String, Long>> NAMES = new HashMap<>();
    private static final Map<Integer, ProofDesk> DESKS = new HashMap<>();
    private static final List<AnalysisConnections> OPEN = new ArrayList<>();
    private static final ExecutorService BLOCKING = Executors.newFixedThreadPool(4);

    @BeforeAll
    static void world() throws SQLException, IOException {
        Path password = directory.resolve("password");
        Files.writeString(password, "open sesame");
        for (Map.Entry<Integer, PostgresFixture> entry : SERVERS.entrySet()) {
            PostgresFixture server = entry.getValue();
            Map<String, Long> names = new HashMap<>();
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE ROLE app LOGIN PASSWORD 'open sesame'; ALTER ROLE app SET log_min_messages = fatal");
                statement.execute(Recorded.resource("world.sql"));
                try (ResultSet rows = statement.executeQuery("""
                        SELECT relname, oid FROM pg_class WHERE oid >= 16384
                        UNION ALL SELECT typname || '', oid FROM pg_type WHERE oid >= 16384 AND typrelid = 0
                        UNION ALL SELECT typname || '', oid FROM pg_type WHERE typname = 'pair'
                        UNION ALL SELECT n.nspname || '.' || proname || '()', p.oid
                          FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE p.oid >= 16384
                        UNION ALL SELECT proname || '()', oid FROM pg_proc
                          WHERE proname IN ('leak', 'mysum')""")) {
                    while (rows.next()) {
                        names.put(rows.getString(1), rows.getLong(2));
                    }
                }
            }
            NAMES.put(entry.getKey(), names);
            AnalysisConnections connections = new AnalysisConnections(
                    List.of(new DatabaseTarget(
                            "shop",
                            DatabaseServer.inClear(server.host(), server.port(), "postgres"),
                            List.of("public"),
                            List.of(new RoleCredential("app", new Secret("file:" + password))),
                            new RoleCredential("app", new Secret("file:" + password)))),
                    AnalysisSettings.defaults(),
                    Duration.ofSeconds(10),
                    BLOCKING);
            OPEN.add(connections);
            DESKS.put(entry.getKey(), new ProofDesk(connections, TreeLimits.DEFAULT));
        }
    }

    @AfterAll
    static void close() {
        OPEN.forEach(AnalysisConnections::close);
        BLOCKING.shutdownNow();
    }

    /** Lines of a file for every major version that they are for. */
    private static Stream<Arguments> cases(String file, int columns) {
        List<Arguments> cases = new ArrayList<>();
        for (String line : Recorded.resource(file).split("\n", -1)) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            int from = Character.isDigit(line.charAt(0)) ? Integer.parseInt(line.substring(0, 2)) : 15;
            String rest = Character.isDigit(line.charAt(0)) ? line.substring(3) : line;
            for (int major = from; major <= 18; major++) {
                List<Object> values = new ArrayList<>(List.of(major));
                for (String column : rest.split(" *\\| +", columns)) {
                    values.add(column.strip());
                }
                cases.add(Arguments.of(values.toArray()));
            }
        }
        return cases.stream();
    }

    static Stream<Arguments> honest() {
        return cases("honest.txt", 3);
    }

    static Stream<Arguments> mistakes() {
        return cases("mistakes.txt", 4);
    }

    @ParameterizedTest
    @MethodSource("honest")
    void honestDecisionAgreesWithTheServer(int major, String verb, String touched, String sql) {
        // When
        ProofOutcome outcome = prove(major, verb, touched, sql);

        // Then
        assertThat(outcome).isEqualTo(new ProofOutcome.Agreed());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsFound(int major, Kind kind, String verb, String touched, String sql) {
        // When
        ProofOutcome outcome = prove(major, verb, touched, sql);

        // Then
        assertThat(outcome).isInstanceOf(ProofOutcome.Disagreed.class);
        assertThat(((ProofOutcome.Disagreed) outcome).differences())
                .extracting(Difference::kind)
                .contains(kind)
                .doesNotContain(Kind.UNKNOWN_STRUCTURE);
    }

    /** A name may be broken between lines anywhere, and must neither hide nor make up structure. */
    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void hostileNamesHideNothing(int major) {
        for (String unit :
                List.of("(", ")", "{", "}", "\\", " ", "\t", "(:funcid 1", "} {FUNCEXPR :funcid 870", "é(")) {
            for (int shift = 0; shift < 80; shift += 7) {
                // Given
                String name = "x".repeat(shift % 20) + unit.repeat(63);
                String first = " AS \"z" + "y".repeat(shift / 2) + "\", 1 AS \"" + name + "\"";

                // When
                ProofOutcome honest = prove(major, "SELECT", "", "SELECT 1" + first);
                ProofOutcome mistaken = prove(major, "SELECT", "", "SELECT 1" + first + ", leak(1)");

                // Then
                if (honest instanceof ProofOutcome.Disagreed disagreed) {
                    assertThat(disagreed.differences())
                            .extracting(Difference::kind)
                            .containsOnly(Kind.UNKNOWN_STRUCTURE);
                } else {
                    assertThat(honest).isEqualTo(new ProofOutcome.Agreed());
                }
                assertThat(mistaken).as(name).isNotInstanceOf(ProofOutcome.Agreed.class);
            }
        }
    }

    /** Types by name are the server's to know: nothing else tells $1 of PREPARE from a text. */
    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void typesThatPrepareSpellsAreTheParameters(int major) {
        // Given
        StatementText text =
                text("PREPARE p (mood, numeric(10, 2), int[], positive) AS SELECT $1, $2 + 1, $3[1], $4, $5::text");
        List<String> types = List.of("mood", "numeric(10, 2)", "int[]", "positive");

        // When
        ProofOutcome allowed =
                prove(major, text, query(text, 19, types, Set.of(oid(major, "mood"), oid(major, "positive"))));
        ProofOutcome overlooked = prove(major, text, query(text, 19, types, Set.of(oid(major, "positive"))));

        // Then
        assertThat(allowed).isEqualTo(new ProofOutcome.Agreed());
        assertThat(overlooked)
                .isEqualTo(new ProofOutcome.Disagreed(List.of(new Difference(Kind.TYPE, oid(major, "mood"), ""))));
    }

    private static ProofTerms query(StatementText text, int from, List<String> parameterTypes, Set<Long> types) {
        return new ProofTerms(
                ProofTerms.Need.REQUIRED,
                List.of(new ProofTerms.Query(
                        from,
                        text.tokens().count(),
                        parameterTypes,
                        ProofTerms.Verb.SELECT,
                        Map.of(),
                        Set.of(),
                        types)),
                List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void costs(int major) {
        // Given
        String large = "SELECT total FROM orders WHERE id IN (1" + ", 2".repeat(50_000) + ")";
        prove(major, "SELECT", "customers:R orders:R", "SELECT 1");

        // When
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long begun = System.nanoTime();
            ProofOutcome outcome = prove(
                    major,
                    "SELECT",
                    "customers:R orders:R",
                    "SELECT c.email, sum(o.total) AS s" + i
                            + " FROM {customers} AS c JOIN orders o ON o.customer_id = c.id WHERE c.city = 'a'"
                            + " GROUP BY c.email ORDER BY 2 DESC");
            micros.add((System.nanoTime() - begun) / 1_000);
            assertThat(outcome).isEqualTo(new ProofOutcome.Agreed());
        }
        long begun = System.nanoTime();
        ProofOutcome outcome = prove(major, "SELECT", "orders:R", large);
        long largeMillis = (System.nanoTime() - begun) / 1_000_000;

        // Then
        micros.sort(null);
        System.out.println("PostgreSQL " + major + ": a new shape p50 " + micros.get(100) + " us, p99 "
                + micros.get(197) + " us; 50,001 constants " + largeMillis + " ms");
        assertThat(outcome).isEqualTo(new ProofOutcome.Agreed());
    }

    private static ProofOutcome prove(int major, String verb, String touched, String sql) {
        String whole = sql.replace("{customers}", "(" + CUSTOMERS + ")").replace("{accounts}", "(" + ACCOUNTS + ")");
        StatementText text = text(whole);
        Map<Long, Set<Access>> relations = new HashMap<>();
        Set<Long> functions = new HashSet<>();
        Set<Long> types = new HashSet<>();
        for (String one : touched.split(" ", -1)) {
            if (one.endsWith("()")) {
                functions.add(oid(major, one));
            } else if (one.contains(":")) {
                relations.put(
                        oid(major, one.substring(0, one.indexOf(':'))), accesses(one.substring(one.indexOf(':') + 1)));
            } else if (!one.isEmpty()) {
                types.add(oid(major, one));
                Optional.ofNullable(names(major).get("_" + one)).ifPresent(types::add);
            }
        }
        long customers = oid(major, "customers");
        long accounts = oid(major, "accounts");
        ProofTerms terms = new ProofTerms(
                ProofTerms.Need.REQUIRED,
                List.of(new ProofTerms.Query(
                        0,
                        text.tokens().count(),
                        List.of(),
                        ProofTerms.Verb.valueOf(verb),
                        relations,
                        functions,
                        types)),
                List.of(
                        new ProofTerms.GuardedSource(customers, CUSTOMERS),
                        new ProofTerms.GuardedSource(accounts, ACCOUNTS)));
        return prove(major, text, terms);
    }

    private static ProofOutcome prove(int major, StatementText text, ProofTerms terms) {
        long customers = oid(major, "customers");
        long accounts = oid(major, "accounts");
        Decision decision = new Decision(
                Verdict.ALLOW,
                "SELECT",
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new MaskedColumn(customers, 3, "public.customers.email"),
                        new MaskedColumn(accounts, 3, "public.accounts.iban")),
                List.of(),
                "",
                Optional.empty(),
                new Decision.Versions("p1", "c1"),
                Decision.Scope.NARROWED,
                new Safeguards(Optional.of(terms), Safeguards.Speech.DISCREET));
        Session session = new Session(
                "s",
                new Identity("issuer", "ann", Set.of()),
                "shop",
                "app",
                List.of("public"),
                new Session.ClientOrigin("", "", false));
        return Objects.requireNonNull(DESKS.get(major))
                .prove(session, decision, text, List.of())
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static long oid(int major, String name) {
        return Objects.requireNonNull(names(major).get(name), name);
    }

    private static Map<String, Long> names(int major) {
        return Objects.requireNonNull(NAMES.get(major));
    }

    private static Set<Access> accesses(String letters) {
        Set<Access> accesses = new HashSet<>();
        for (int i = 0; i < letters.length(); i++) {
            accesses.add(
                    switch (letters.charAt(i)) {
                        case 'R' -> Access.READ;
                        case 'I' -> Access.INSERT;
                        case 'U' -> Access.UPDATE;
                        case 'D' -> Access.DELETE;
                        default -> throw new IllegalArgumentException("access " + letters);
                    });
        }
        return accesses;
    }

    private static StatementText text(String sql) {
        try {
            return StatementText.of(SqlText.of(sql), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new IllegalArgumentException(sql, e);
        }
    }
}
