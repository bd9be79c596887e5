package io.postern.deploy.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.postern.identity.Secret;
import io.postern.schemas.KafkaConnection;

/**
 * {@code kafka: embedded}, a mapping {@code kafka.embedded}, or client properties. Properties that hold credentials are
 * references.
 */
final class KafkaSection {

    static final int EMBEDDED_PORT = 9192;
    private static final String EMBEDDED = "embedded";
    private static final String EMBEDDED_DIRECTORY = "kafka";
    private static final Pattern CREDENTIAL = Pattern.compile("(?:.*\\.)?(?:password|secret)|sasl\\.jaas\\.config");

    private final Map<String, String> properties;
    private final Map<String, Secret> credentials;
    private final Optional<EmbeddedKafkaSettings> embedded;

    private KafkaSection(
            Map<String, String> properties, Map<String, Secret> credentials, Optional<EmbeddedKafkaSettings> embedded) {
        this.properties = properties;
        this.credentials = credentials;
        this.embedded = embedded;
    }

    static KafkaSection read(Section root) {
        if (root.isText("kafka") && root.text("kafka").equals(EMBEDDED)) {
            return inProcess(EMBEDDED_PORT, root.resolve(EMBEDDED_DIRECTORY));
        }
        Section kafka = root.section("kafka");
        Optional<Section> own = kafka.optionalSection(EMBEDDED);
        if (own.isPresent()) {
            Section settings = own.orElseThrow();
            KafkaSection section =
                    inProcess(settings.port("port", EMBEDDED_PORT), settings.file("directory", EMBEDDED_DIRECTORY));
            settings.rejectUnknownKeys();
            kafka.rejectUnknownKeys();
            return section;
        }
        Map<String, String> properties = new LinkedHashMap<>();
        Map<String, Secret> credentials = new LinkedHashMap<>();
        properties.put("bootstrap.servers", kafka.text("bootstrap.servers"));
        for (String name : kafka.names()) {
            if (CREDENTIAL.matcher(name).matches()) {
                credentials.put(name, kafka.secret(name));
            } else {
                properties.put(name, kafka.text(name));
            }
        }
        return new KafkaSection(properties, credentials, Optional.empty());
    }

    private static KafkaSection inProcess(int port, Path directory) {
        return new KafkaSection(
                Map.of("bootstrap.servers", "127.0.0.1:" + port),
                Map.of(),
                Optional.of(new EmbeddedKafkaSettings(port, directory)));
    }

    Optional<EmbeddedKafkaSettings> embedded() {
        return embedded;
    }

    /**
     * Reads the credentials.
     *
     * @throws IllegalStateException naming the reference that leads nowhere
     */
    KafkaConnection connection() {
        Map<String, String> all = new LinkedHashMap<>(properties);
        credentials.forEach((name, secret) -> all.put(name, secret.resolve()));
        return new KafkaConnection(all);
    }
}
