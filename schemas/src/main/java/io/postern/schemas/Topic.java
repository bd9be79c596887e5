package io.postern.schemas;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.apache.avro.specific.SpecificRecord;

/**
 * One entry of the catalogue: a topic and the facts it may hold. Keys are the aggregate's id as UTF-8 text.
 *
 * @param maxMessageBytes what the topic takes in one record batch; a statement with its parameters can be large
 */
public record Topic(
        String name,
        int partitions,
        Retention retention,
        int maxMessageBytes,
        Set<Class<? extends SpecificRecord>> types) {

    /** How long records stay. */
    public enum Retention {
        /** For ever: the log of record. */
        KEPT(Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1")),
        /** One hour: requests that are answered or given up within seconds. */
        SHORT(Map.of("cleanup.policy", "delete", "retention.ms", "3600000")),
        /** The latest record per key. */
        COMPACTED(Map.of("cleanup.policy", "compact"));

        private final Map<String, String> config;

        Retention(Map<String, String> config) {
            this.config = config;
        }

        Map<String, String> config() {
            return config;
        }
    }

    public Topic {
        types = Set.copyOf(types);
    }

    /** The topic settings as Kafka names them. */
    public Map<String, String> config() {
        Map<String, String> config = new HashMap<>(retention.config());
        config.put("max.message.bytes", Integer.toString(maxMessageBytes));
        return Map.copyOf(config);
    }
}
