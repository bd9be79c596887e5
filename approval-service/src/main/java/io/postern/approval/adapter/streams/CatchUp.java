package io.postern.approval.adapter.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.postern.schemas.KafkaConnection;
import io.postern.schemas.Topic;

/** Waits until the fold includes what is on the topic now: what is neither committed nor folded is still to come. */
final class CatchUp {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private CatchUp() {}

    /** False where the limit passed first. */
    static boolean await(KafkaConnection kafka, Topic topic, Progress progress, Duration limit)
            throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (Admin admin = Admin.create(kafka.with(Map.of()))) {
            List<TopicPartition> partitions = partitions(admin, topic);
            Map<TopicPartition, Long> starts = offsets(admin, partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                TopicPartition partition = end.getKey();
                long last = end.getValue() - 1;
                while (last >= starts.getOrDefault(partition, 0L)
                        && committed(admin, partition) <= last
                        && !isReached(progress, partition.partition(), last)) {
                    if (System.nanoTime() > deadline) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    private static boolean isReached(Progress progress, int partition, long offset)
            throws ExecutionException, InterruptedException {
        try {
            progress.reached(partition, offset).get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static List<TopicPartition> partitions(Admin admin, Topic topic)
            throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic.name())).allTopicNames().get().values().stream()
                .map(TopicDescription::partitions)
                .flatMap(List::stream)
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }

    private static long committed(Admin admin, TopicPartition partition)
            throws ExecutionException, InterruptedException {
        OffsetAndMetadata committed = admin.listConsumerGroupOffsets(StreamsProperties.APPLICATION_ID)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(partition);
        return committed == null ? 0 : committed.offset();
    }
}
