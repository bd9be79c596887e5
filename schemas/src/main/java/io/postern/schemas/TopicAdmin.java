package io.postern.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the catalogue that a cluster lacks, with the cluster's own default replication. */
public final class TopicAdmin {

    private TopicAdmin() {}

    /**
     * Safe to call from several services at once.
     *
     * @throws IllegalStateException where Kafka does not answer within the limit, or refuses
     */
    public static void createMissing(KafkaConnection kafka, Duration limit) {
        try (Admin admin = Admin.create(kafka.with(Map.of(
                "request.timeout.ms", (int) limit.toMillis(), "default.api.timeout.ms", (int) limit.toMillis())))) {
            Set<String> present = admin.listTopics().names().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            List<NewTopic> missing = new ArrayList<>();
            for (Topic topic : Topics.ALL) {
                if (!present.contains(topic.name())) {
                    missing.add(new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                            .configs(topic.config()));
                }
            }
            for (var created : admin.createTopics(missing).values().values()) {
                try {
                    created.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot create the topics at " + kafka, e);
        }
    }
}
