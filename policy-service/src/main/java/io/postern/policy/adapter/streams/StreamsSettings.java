package io.postern.policy.adapter.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

import io.postern.schemas.KafkaConnection;

/** Kafka Streams set up for answers within a millisecond and for a successor that takes over quickly. */
public final class StreamsSettings {

    static final String APPLICATION_ID = "postern-policy-service";

    private static final int SHORTEST_SESSION_MILLIS = 2_000;
    private static final int USUAL_SESSION_MILLIS = 6_000;
    private static final String MIN_SESSION = "group.min.session.timeout.ms";

    private StreamsSettings() {}

    public static Properties of(KafkaConnection kafka, Path stateDirectory) {
        int session = sessionMillis(kafka);
        Properties properties = new Properties();
        properties.putAll(kafka.with(Map.ofEntries(
                Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID),
                Map.entry(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString()),
                Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1),
                Map.entry(StreamsConfig.POLL_MS_CONFIG, 1),
                Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200),
                Map.entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0),
                Map.entry(
                        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                        LogAndContinueExceptionHandler.class),
                Map.entry(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, SkipTooLarge.class),
                Map.entry(StreamsConfig.producerPrefix("linger.ms"), 0),
                Map.entry(StreamsConfig.producerPrefix("acks"), "all"),
                Map.entry(StreamsConfig.mainConsumerPrefix("session.timeout.ms"), session),
                Map.entry(StreamsConfig.mainConsumerPrefix("heartbeat.interval.ms"), session / 4))));
        return properties;
    }

    /** As short as the broker lets it be: a killed instance holds its partitions for this long. */
    private static int sessionMillis(KafkaConnection kafka) {
        try (Admin admin =
                Admin.create(kafka.with(Map.of("default.api.timeout.ms", 5_000, "request.timeout.ms", 5_000)))) {
            String broker = admin.describeCluster()
                    .controller()
                    .get(5, TimeUnit.SECONDS)
                    .idString();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
            Config config = admin.describeConfigs(List.of(resource))
                    .all()
                    .get(5, TimeUnit.SECONDS)
                    .get(resource);
            ConfigEntry entry = config == null ? null : config.get(MIN_SESSION);
            return entry == null || entry.value() == null
                    ? USUAL_SESSION_MILLIS
                    : Math.max(SHORTEST_SESSION_MILLIS, Integer.parseInt(entry.value()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_SESSION_MILLIS;
        } catch (ExecutionException | TimeoutException | NumberFormatException e) {
            // Not every client may ask for the broker's settings.
            return USUAL_SESSION_MILLIS;
        }
    }

    /** How long a close may take before it is given up. */
    public static Duration closeLimit() {
        return Duration.ofSeconds(5);
    }
}
