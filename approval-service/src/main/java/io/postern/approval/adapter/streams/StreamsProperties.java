package io.postern.approval.adapter.streams;

import java.nio.file.Path;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

import io.postern.schemas.KafkaConnection;

/** The settings of this service's Kafka clients. */
final class StreamsProperties {

    static final String APPLICATION_ID = "postern-approval-service";

    private static final String SESSION_TIMEOUT = ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;

    private StreamsProperties() {}

    /**
     * The session timeout decides how fast a successor of a killed process takes over. Two seconds, unless the connection
     * names another: a broker refuses less than its {@code group.min.session.timeout.ms}.
     */
    static Map<String, Object> streams(KafkaConnection kafka, Path stateDirectory) {
        String sessionTimeout = kafka.properties().getOrDefault(SESSION_TIMEOUT, "2000");
        return kafka.with(Map.ofEntries(
                Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID),
                Map.entry(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString()),
                Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1"),
                Map.entry(StreamsConfig.POLL_MS_CONFIG, "5"),
                Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "100"),
                Map.entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0"),
                Map.entry(StreamsConfig.mainConsumerPrefix(SESSION_TIMEOUT), sessionTimeout),
                Map.entry(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "500"),
                Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest"),
                Map.entry(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "0"),
                Map.entry(
                        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        String.valueOf(ApprovalTopology.MAX_STORY_BYTES)),
                Map.entry(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all")));
    }

    /** For votes: each waits for all replicas, and gives up after five seconds. */
    static Map<String, Object> votes(KafkaConnection kafka) {
        return kafka.with(Map.of(
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
                ProducerConfig.LINGER_MS_CONFIG, "0",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "5000",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000"));
    }
}
