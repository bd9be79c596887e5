package io.postern.proxy.adapter.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.postern.events.EventMeta;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.decision.DecisionMade;
import io.postern.events.policy.PolicyPublished;
import io.postern.identity.Identity;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.RefusedEvents;
import io.postern.identity.signing.SigningKeyFiles;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;
import io.postern.schemas.DecisionKeys;
import io.postern.schemas.EventCodec;
import io.postern.schemas.EventMetas;
import io.postern.schemas.Topics;
import io.postern.state.catalog.CatalogPublished;

/** A statement of 200 bytes whose shape is known: from its bytes to its decision, as a session asks for it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(3)
public class KnownStatementBenchmark {

    private static final String SQL =
            "SELECT o.id, o.total, c.name, c.city FROM orders o JOIN customers c ON c.id = o.customer_id"
                    + " WHERE o.status = 'shipped' AND o.total > 99.50 AND c.country IN ('DE', 'FR', 'IT') ORDER BY o.id LIMIT 25000";

    private final Session session = new Session(
            "0e1b6a4e-7f0f-4a93-9d3c-3f8a4b0f6c11",
            new Identity("https://issuer.example/realms/main", "support-agent-7", Set.of("agents", "support", "emea")),
            "shop",
            "shop_agent",
            List.of("public"),
            new Session.ClientOrigin("192.0.2.7:5000", "psql", true));
    private final SqlText sql = SqlText.of(SQL);
    private final EventMetas metas = new EventMetas("benchmark", Clock.systemUTC());
    private final EventPublisher publisher =
            new EventPublisher(new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()));
    private final EventSigner signer = signer();
    private final KafkaDecisions decisions = new KafkaDecisions(
            publisher,
            metas,
            Timeouts.defaults(),
            new EventTrust(signer.verifier(), signer.verifier(), new RefusedEvents()));

    @Setup
    public void learn() throws LexicalError {
        decisions.on(signed(PolicyPublished.newBuilder()
                .setMeta(metas.next("default", 0, "default", null))
                .setName("default")
                .setVersion("p1")
                .setDocument("")
                .setAuthor("benchmark")
                .build()));
        decisions.onCatalogRead(CatalogPublished.newBuilder()
                .setMeta(metas.next("shop", 0, "shop", null))
                .setDatabase("shop")
                .setVersion("c1")
                .setServerVersion(170_005)
                .setRelations(List.of())
                .setFunctions(List.of())
                .build());
        String key = DecisionKeys.statement(
                Wire.principal(session.identity()),
                session.database(),
                session.role(),
                session.searchPath(),
                StatementText.of(sql, LexerLimits.DEFAULT).fingerprint());
        decisions.on(signed(DecisionMade.newBuilder()
                .setMeta(metas.next(key, 0, "s", null))
                .setKey(key)
                .setVerdict(Verdict.ALLOW)
                .setKind(StatementKind.SELECT)
                .setEdits(List.of())
                .setPinnedSlots(List.of())
                .setMaskedColumns(List.of())
                .setGuardedColumns(List.of())
                .setRules(List.of())
                .setReason("")
                .setPolicyVersion("p1")
                .setCatalogVersion("c1")
                .build()));
        if (!decide().toCompletableFuture().isDone()) {
            throw new IllegalStateException("the decision is not in the table");
        }
    }

    @Benchmark
    public CompletionStage<DecisionOutcome> decide() throws LexicalError {
        return decisions.decide(session, StatementText.of(sql, LexerLimits.DEFAULT));
    }

    @TearDown
    public void close() {
        decisions.close();
        publisher.close();
    }

    private Received signed(SpecificRecord event) {
        String topic = Topics.ALL.stream()
                .filter(candidate -> candidate.types().contains(event.getClass()))
                .findFirst()
                .orElseThrow()
                .name();
        String key = ((EventMeta) event.get(0)).getAggregateId();
        byte[] value = EventCodec.encode(event);
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>(topic, 0, 0, key, value);
        message.headers().add(new RecordHeader(EventSigner.HEADER, signer.sign(topic, key, value)));
        return new Received(event, message, true);
    }

    private static EventSigner signer() {
        try {
            Path directory = Files.createTempDirectory("benchmark-keys");
            SigningKeyFiles files = SigningKeyFiles.in(directory, "key");
            files.create();
            EventSigner signer = EventSigner.read(files.secret());
            Files.delete(files.privateKey());
            Files.delete(files.publicKeys());
            Files.delete(directory);
            return signer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
