package io.postern.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    @TempDir
    private Path directory;

    @Test
    void acknowledgedRecordsAreReadAgainAfterRestartOnAnotherPort() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            createTopic(kafka.bootstrapServers(), "facts");
            assertThat(append(kafka.bootstrapServers(), "first")).isZero();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            assertThat(append(kafka.bootstrapServers(), "second")).isEqualTo(1);
            assertThat(readAll(kafka)).containsExactly("first", "second");
        }
    }

    @Test
    void restartTakesTheSamePortAgain() throws Exception {
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            port = kafka.port();
            createTopic(kafka.bootstrapServers(), "facts");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(append(kafka.bootstrapServers(), "first")).isZero();
        }
    }

    @Test
    void acknowledgedRecordsAndTheDirectorySurviveKilledProcess() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaHolder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int port;
        try {
            port = Integer.parseInt(holder.inputReader().readLine());
            createTopic("127.0.0.1:" + port, "facts");
            assertThat(append("127.0.0.1:" + port, "first")).isZero();
        } finally {
            holder.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            assertThat(append(kafka.bootstrapServers(), "second")).isEqualTo(1);
            assertThat(readAll(kafka)).containsExactly("first", "second");
        }
    }

    @Test
    void topicsAreNotCreatedByUse() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> admin.describeTopics(List.of("facts"))
                            .allTopicNames()
                            .get(30, TimeUnit.SECONDS))
                    .withCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void takenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(Ports.loopback(), 0));

            assertThatExceptionOfType(PortInUse.class)
                    .isThrownBy(() -> EmbeddedKafka.start(directory, taken.getLocalPort()))
                    .withMessage("port %d for Kafka is in use", taken.getLocalPort());
        }
    }

    @Test
    void secondBrokerOnTheSameDirectoryIsRefused() {
        try (EmbeddedKafka first = EmbeddedKafka.start(directory, 0)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> EmbeddedKafka.start(directory, 0))
                    .withMessageContaining("in use");
            assertThat(first.port()).isPositive();
        }
    }

    private static void createTopic(String servers, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static long append(String servers, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>("facts", "key", value))
                    .get(30, TimeUnit.SECONDS)
                    .offset();
        }
    }

    private static List<String> readAll(EmbeddedKafka kafka) {
        TopicPartition partition = new TopicPartition("facts", 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
            }
        }
        return values;
    }
}
