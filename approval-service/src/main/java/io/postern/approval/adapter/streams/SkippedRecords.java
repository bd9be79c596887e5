package io.postern.approval.adapter.streams;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.schemas.EventSerde;

/** Counts and logs records that could not be folded, by type and position only. Thread-safe. */
final class SkippedRecords {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);
    private static final int MAX_TYPE_LENGTH = 200;

    private final LongAdder count = new LongAdder();

    long count() {
        return count.sum();
    }

    void skipped(Headers headers, RecordMetadata position, String why) {
        count.increment();
        LOG.atWarn()
                .addKeyValue("type", type(headers))
                .addKeyValue("topic", position.topic())
                .addKeyValue("partition", position.partition())
                .addKeyValue("offset", position.offset())
                .addKeyValue("error", why)
                .log("skipped an unusable record");
    }

    /** Anybody who can write to the topic chooses the header: only what a class name can hold is logged. */
    private static String type(Headers headers) {
        Header header = headers.lastHeader(EventSerde.TYPE_HEADER);
        if (header == null || header.value() == null || header.value().length > MAX_TYPE_LENGTH) {
            return "unknown";
        }
        String type = new String(header.value(), StandardCharsets.UTF_8);
        return type.chars().allMatch(c -> c == '.' || (c < 128 && Character.isLetterOrDigit(c))) ? type : "unknown";
    }
}
