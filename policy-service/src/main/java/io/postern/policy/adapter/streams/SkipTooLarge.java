package io.postern.policy.adapter.streams;

import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/** An answer that Kafka finds too large is dropped: its asker runs into the time limit, and the others are served. */
public final class SkipTooLarge implements ProductionExceptionHandler {

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        return exception instanceof RecordTooLargeException ? Response.resume() : Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {}
}
