/**
 * What the services share: the topics they meet on and how events are framed there.
 *
 * <p>Start with {@link io.postern.schemas.Topics} for the names and {@link io.postern.schemas.EventCodec} for the bytes.
 * Event classes are generated from the Avro IDL in {@code src/main/avro}; every version that a log may hold stays in
 * {@code src/main/resources/avro/history}.
 */
@NullMarked
package io.postern.schemas;

import org.jspecify.annotations.NullMarked;
