package io.postern.deploy.tail;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.postern.events.Seal;
import io.postern.events.SealedText;
import io.postern.schemas.SealedTexts;

/** A whole event as JSON: field names as in the schema, times in ISO 8601, texts in clear where their seal is, bytes in Base64. */
final class EventJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventJson() {}

    static ObjectNode of(SpecificRecord event) {
        ObjectNode node = NODES.objectNode();
        node.put("type", event.getSchema().getFullName());
        return node.setAll(fields(event));
    }

    private static ObjectNode fields(SpecificRecord entry) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : entry.getSchema().getFields()) {
            node.set(field.name(), value(entry.get(field.pos())));
        }
        return node;
    }

    private static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof SealedText sealed) {
            return text(sealed);
        }
        if (value instanceof SpecificRecord entry) {
            return fields(entry);
        }
        if (value instanceof Collection<?> values) {
            ArrayNode array = NODES.arrayNode();
            values.forEach(element -> array.add(value(element)));
            return array;
        }
        if (value instanceof ByteBuffer bytes) {
            return NODES.textNode(base64(bytes));
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Integer || value instanceof Long) {
            return NODES.numberNode(((Number) value).longValue());
        }
        return NODES.textNode(value.toString());
    }

    private static JsonNode text(SealedText sealed) {
        ObjectNode node = NODES.objectNode();
        node.put("seal", sealed.getSeal().toString().toLowerCase(Locale.ROOT));
        return sealed.getSeal() == Seal.CLEAR
                ? node.put("text", SealedTexts.openText(sealed))
                : node.put("content", base64(sealed.getContent()));
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
