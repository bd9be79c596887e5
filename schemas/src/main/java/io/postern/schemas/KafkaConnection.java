package io.postern.schemas;

import java.util.HashMap;
import java.util.Map;

/**
 * How to reach Kafka: client properties as Kafka names them, {@code bootstrap.servers} among them. The values can hold
 * credentials, so {@link #toString()} shows the servers only.
 */
public record KafkaConnection(Map<String, String> properties) {

    public KafkaConnection {
        properties = Map.copyOf(properties);
        if (properties.getOrDefault("bootstrap.servers", "").isBlank()) {
            throw new IllegalArgumentException("kafka: bootstrap.servers is missing");
        }
    }

    public static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** These properties and the client's own, which win. */
    public Map<String, Object> with(Map<String, ?> clientProperties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(clientProperties);
        return all;
    }

    @Override
    public String toString() {
        return "KafkaConnection[" + properties.get("bootstrap.servers") + "]";
    }
}
