package io.postern.proxy.adapter.kafka;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event and the record that it came in.
 *
 * @param live whether it was written after the start; others are read in bulk
 */
record Received(SpecificRecord event, ConsumerRecord<String, byte[]> message, boolean live) {}
