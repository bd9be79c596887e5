package io.postern.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events to bytes and back: Avro single-object encoding (marker C3 01, eight bytes of schema fingerprint, body), as the
 * Avro specification's section of that name has it. Bytes of every frozen schema are read, whatever version wrote them.
 * Thread-safe.
 */
public final class EventCodec {

    private static final int HEADER_LENGTH = 10;
    private static final Map<String, Type> TYPES = new HashMap<>();
    private static final Map<Long, Type> BY_FINGERPRINT = new HashMap<>();

    private record Type(BinaryMessageEncoder<SpecificRecord> encoder, BinaryMessageDecoder<SpecificRecord> decoder) {}

    static {
        TrustedClasses.trust();
        SchemaStore.Cache writers = new SchemaStore.Cache();
        List<Schema> frozen = SchemaHistory.load();
        frozen.forEach(writers::addSchema);
        for (Topic topic : Topics.ALL) {
            for (Class<? extends SpecificRecord> type : topic.types()) {
                Schema schema = SpecificData.get().getSchema(type);
                writers.addSchema(schema);
                // The class's own model carries its logical-type conversions.
                SpecificData model = SpecificData.getForSchema(schema);
                TYPES.put(
                        schema.getFullName(),
                        new Type(
                                new BinaryMessageEncoder<>(model, schema),
                                new BinaryMessageDecoder<>(model, schema, writers)));
                register(schema);
            }
        }
        frozen.forEach(EventCodec::register);
    }

    private EventCodec() {}

    private static void register(Schema writer) {
        Type type = TYPES.get(writer.getFullName());
        if (type != null) {
            BY_FINGERPRINT.put(SchemaNormalization.parsingFingerprint64(writer), type);
        }
    }

    /** Avro instantiates classes named in schemas; only ours may be. */

    /**
     * @throws IllegalArgumentException for a record that is no event of the catalogue
     */
    public static byte[] encode(SpecificRecord event) {
        Type type = TYPES.get(event.getSchema().getFullName());
        if (type == null) {
            throw new IllegalArgumentException(
                    "not in the topic catalogue: " + event.getSchema().getFullName());
        }
        try {
            ByteBuffer bytes = type.encoder().encode(event);
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return array;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event in the bytes, in today's schema. */
    public static SpecificRecord decode(byte[] bytes) throws UnreadableEvent {
        if (bytes.length < HEADER_LENGTH || bytes[0] != (byte) 0xC3 || bytes[1] != 0x01) {
            throw new UnreadableEvent("not single-object encoded");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        Type type = BY_FINGERPRINT.get(fingerprint);
        if (type == null) {
            throw new UnreadableEvent("unknown schema " + Long.toHexString(fingerprint));
        }
        try {
            return type.decoder().decode(ByteBuffer.wrap(bytes));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            throw new UnreadableEvent("malformed body", e);
        }
    }
}
