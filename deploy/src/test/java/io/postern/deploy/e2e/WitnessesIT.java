package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.postern.deploy.e2e.ErringJudges.Missing;
import io.postern.events.session.AnalysisDisagreed;
import io.postern.pgwire.ErrorResponse;
import io.postern.schemas.EventCodec;
import io.postern.schemas.Topics;
import io.postern.schemas.UnreadableEvent;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/**
 * Each of the three witnesses away in turn, and the first made to err in every way that we could think of: what the others
 * catch, and what comes out. Judged by every byte that comes back.
 */
class WitnessesIT {

    private static final ErringJudges JUDGES = new ErringJudges();
    private static final Market MARKET = new Market();

    @RegisterExtension
    static final Gate GATE = Gate.to(
                    MARKET, KafkaFixture.exclusive(), PostgresFixture.major(EachMajor.USUAL), TestIssuer.shared())
            .judgedBy(JUDGES);

    private static final MarketPlace PLACE = new MarketPlace(EachMajor.USUAL, MARKET, GATE);

    /** What became of one statement. */
    private enum End {
        /** The mistake is not about it. */
        UNTOUCHED('.'),
        /** The second witness disagreed. */
        SECOND('2'),
        /** The third saw a raw column. */
        THIRD('3'),
        /** Another error. */
        ERROR('e'),
        /** It ran, and nothing raw came out. */
        CLEAN('-'),
        /** Something raw came out. */
        LEAK('L');

        private final char letter;

        End(char letter) {
            this.letter = letter;
        }
    }

    private record Sent(String name, Market.Identity identity, MarketForm form, List<String> parameters, String sql) {
        MarketCase asCase() {
            return new MarketCase(
                    name,
                    name,
                    identity,
                    MarketCase.Expectation.HARMLESS,
                    List.of(sql),
                    List.of(parameters),
                    Set.of(form),
                    Optional.empty(),
                    15);
        }
    }

    private static Sent sent(String name, MarketForm form, String sql) {
        return new Sent(name, Market.Identity.AGENTS, form, List.of(), sql);
    }

    private static final List<Sent> STATEMENTS = List.of(
            sent("raw column", MarketForm.SIMPLE, "SELECT email FROM customers WHERE id < 4"),
            sent("star", MarketForm.UNNAMED, "SELECT * FROM customers WHERE id < 4"),
            sent("transformed", MarketForm.SIMPLE, "SELECT upper(email), reverse(phone) FROM customers WHERE id < 4"),
            sent(
                    "join",
                    MarketForm.SIMPLE,
                    "SELECT o.id, c.card_number FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.id < 3"),
            sent(
                    "CTE, re-executed",
                    MarketForm.NAMED,
                    "WITH c AS (SELECT id, phone FROM customers) SELECT * FROM c WHERE id < 4"),
            sent(
                    "sub-query",
                    MarketForm.SIMPLE,
                    "SELECT (SELECT string_agg(email, ',') FROM customers WHERE id < 4) AS mails"),
            sent("cursor", MarketForm.CURSOR, "SELECT id, email FROM customers WHERE id < 4 ORDER BY id"),
            sent("PREPARE", MarketForm.PREPARED, "SELECT id, card_number FROM customers WHERE id < 4"),
            new Sent(
                    "parameter",
                    Market.Identity.AGENTS,
                    MarketForm.NAMED,
                    List.of("1"),
                    "SELECT email || phone AS both, phone FROM customers WHERE id = $1"),
            sent("binary", MarketForm.BINARY, "SELECT born, salary, tags, notes FROM customers WHERE id < 4"),
            sent("COPY table", MarketForm.SIMPLE, "COPY customers (id, email) TO STDOUT"),
            sent("COPY query", MarketForm.SIMPLE, "COPY (SELECT email FROM customers WHERE id < 4) TO STDOUT"),
            sent("COPY TABLE", MarketForm.SIMPLE, "COPY (TABLE people) TO STDOUT"),
            sent(
                    "UPDATE RETURNING",
                    MarketForm.SIMPLE,
                    "UPDATE customers SET name = name WHERE id = 1 RETURNING email, phone"),
            sent(
                    "RETURNING changed",
                    MarketForm.UNNAMED,
                    "UPDATE customers SET name = name WHERE id = 1 RETURNING lower(email)"),
            sent("view", MarketForm.SIMPLE, "SELECT * FROM customer_contacts WHERE id < 4"),
            sent("grouped view", MarketForm.UNNAMED, "SELECT first_email FROM contacts_by_host"),
            sent("barrier view", MarketForm.NAMED, "SELECT name, salary FROM gold_customers"),
            sent("partitions", MarketForm.SIMPLE, "SELECT iban FROM payments WHERE id IN (1, 60)"),
            sent("child table", MarketForm.SIMPLE, "SELECT id, passport FROM members"),
            sent("TABLE", MarketForm.BINARY, "TABLE people"),
            sent("filtered", MarketForm.SIMPLE, "SELECT id, body FROM tickets"),
            sent("filtered DELETE", MarketForm.SIMPLE, "DELETE FROM tickets WHERE id = 10 RETURNING body"),
            new Sent(
                    "filter alone",
                    Market.Identity.CLERKS,
                    MarketForm.SIMPLE,
                    List.of(),
                    "SELECT name, email FROM customers WHERE id < 4"),
            sent("EXPLAIN", MarketForm.SIMPLE, "EXPLAIN SELECT id FROM customers WHERE email LIKE 'q%'"),
            sent(
                    "query as text",
                    MarketForm.SIMPLE,
                    "SELECT query_to_xml('SELECT email FROM customers WHERE id < 4', true, false, '')"),
            sent("undeclared function", MarketForm.SIMPLE, "SELECT lab.peek(1)"),
            sent(
                    "row of a target",
                    MarketForm.SIMPLE,
                    "UPDATE customers SET name = name WHERE id = 1 RETURNING customers"),
            sent("locked rows", MarketForm.SIMPLE, "SELECT upper(email) FROM customers WHERE id < 4 FOR UPDATE"),
            sent(
                    "system table",
                    MarketForm.SIMPLE,
                    "SELECT most_common_vals FROM pg_stats WHERE tablename = 'tickets'"));

    private static final StringBuilder TABLES = new StringBuilder();
    private static long caught;

    @BeforeAll
    static void know() throws SQLException {
        try (Connection oracle = Market.oracle(GATE.postgres())) {
            JUDGES.know(MarketOids.read(oracle));
        }
    }

    @AfterEach
    void beRight() {
        JUDGES.become(Mistake.NONE, Missing.NOBODY);
    }

    @AfterAll
    static void print() throws IOException, SQLException {
        System.out.println(TABLES);
        PLACE.close();
    }

    @Test
    void nothingRawComesOutWhereTheOtherTwoAreThere() throws IOException {
        head();
        SoftAssertions.assertSoftly(WitnessesIT::judge);
    }

    private static void judge(SoftAssertions softly) {
        for (Missing missing : Missing.values()) {
            TABLES.append("\naway: ").append(missing).append('\n');
            for (Mistake mistake : Mistake.values()) {
                List<String> leaks;
                try {
                    leaks = row(mistake, missing);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                boolean one = mistake == Mistake.NONE ? missing != Missing.BOTH : missing == Missing.NOBODY;
                if (one && !mistake.isPolicyItself()) {
                    softly.assertThat(leaks)
                            .as("%s without %s", mistake, missing)
                            .isEmpty();
                }
                if (missing == Missing.BOTH && mistake != Mistake.NONE) {
                    softly.assertThat(leaks).as("%s is a mistake", mistake).isNotEmpty();
                }
                if (mistake.isPolicyItself() && mistake != Mistake.NONE) {
                    softly.assertThat(leaks)
                            .as("%s is known to be seen by nobody else", mistake)
                            .isNotEmpty();
                }
            }
        }
    }

    private static void head() {
        for (int i = 0; i < STATEMENTS.size(); i++) {
            TABLES.append("%n%c %-18s %s"
                    .formatted(
                            label(i),
                            STATEMENTS.get(i).name(),
                            STATEMENTS.get(i).form()));
        }
        TABLES.append('\n');
    }

    private static char label(int column) {
        return (char) (column < 26 ? 'A' + column : 'a' + column - 26);
    }

    private static List<String> row(Mistake mistake, Missing missing) throws IOException {
        List<String> leaks = new ArrayList<>();
        StringBuilder letters = new StringBuilder();
        for (Sent sent : STATEMENTS) {
            End end = end(sent.asCase(), sent.form(), mistake, missing);
            letters.append(end.letter);
            if (end == End.LEAK) {
                leaks.add(sent.name());
            }
        }
        TABLES.append("%-30s %s%n".formatted(mistake, letters));
        return leaks;
    }

    private static End end(MarketCase sent, MarketForm form, Mistake mistake, Missing missing) throws IOException {
        JUDGES.become(mistake, missing);
        JUDGES.haveErred();
        MarketClient client = PLACE.here().guarded(sent.identity());
        Heard heard = client.hear(sent, form);
        boolean erred = JUDGES.haveErred();
        if (PLACE.canaries(sent.identity()).in(heard.bytes()).isPresent()) {
            return End.LEAK;
        }
        Optional<ErrorResponse> error = heard.error();
        if (error.isEmpty()) {
            return erred ? End.CLEAN : End.UNTOUCHED;
        }
        if (error.get().message().startsWith("PostgreSQL reads this statement otherwise")) {
            caught++;
            return End.SECOND;
        }
        if (error.get().message().contains("masked column as it is stored")) {
            caught++;
            return End.THIRD;
        }
        return erred ? End.ERROR : End.UNTOUCHED;
    }

    /** The masked part of the corpus, with one witness away and the others right. */
    @ParameterizedTest
    @CsvSource({"EDITS_DROPPED, NOBODY", "NONE, SECOND", "NONE, THIRD"})
    void nothingRawOfTheCorpusComesOutWithoutOneWitness(Mistake mistake, Missing missing) throws IOException {
        List<String> leaks = new ArrayList<>();
        Map<End, Integer> ends = new EnumMap<>(End.class);
        for (MarketCase one : MarketCase.read("attacks-columns.sql")) {
            if (one.expectation() == MarketCase.Expectation.BLIND || one.since() > EachMajor.USUAL) {
                continue;
            }
            MarketCase right = one.withSteps(
                    one.steps().stream().map(MarketCanaries::right).toList());
            MarketForm form = one.forms().contains(MarketForm.SIMPLE) ? MarketForm.SIMPLE : MarketForm.NAMED;
            End end = end(right, form, mistake, missing);
            ends.merge(end, 1, Integer::sum);
            if (end == End.LEAK) {
                leaks.add(one.place() + " " + one.last());
            }
        }
        TABLES.append("%ncorpus, first %s, away %s:".formatted(mistake, missing));
        for (End end : End.values()) {
            TABLES.append(" %s %d".formatted(end, ends.getOrDefault(end, 0)));
        }
        TABLES.append('\n');
        assertThat(leaks).isEmpty();
    }

    @Test
    void whatIsCaughtGoesOnTheLog() throws IOException {
        long before = disagreements();
        caught = 0;
        for (Sent sent : STATEMENTS) {
            end(sent.asCase(), sent.form(), Mistake.EDITS_DROPPED, Missing.NOBODY);
            end(sent.asCase(), sent.form(), Mistake.EDITS_DROPPED, Missing.SECOND);
        }
        assertThat(caught).isPositive();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> disagreements() - before >= caught);
    }

    private static long disagreements() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                GATE.kafka().connection().with(Map.of()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.SESSION_EVENTS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long found = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    found += isDisagreement(record) ? 1 : 0;
                }
            }
            return found;
        }
    }

    private static boolean isDisagreement(ConsumerRecord<String, byte[]> record) {
        try {
            return EventCodec.decode(record.value()) instanceof AnalysisDisagreed;
        } catch (UnreadableEvent e) {
            throw new IllegalStateException("every event here can be read", e);
        }
    }
}
