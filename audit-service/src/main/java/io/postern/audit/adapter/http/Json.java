package io.postern.audit.adapter.http;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** JSON answers. Times are ISO-8601 in UTC; what is not on record is left out. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static void put(ObjectNode to, String name, Instant at) {
        to.put(name, at.toString());
    }

    static void put(ObjectNode to, String name, Optional<String> value) {
        value.ifPresent(text -> to.put(name, text));
    }

    /** Outside the event loop for large answers. */
    static Buffer encode(JsonNode node) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values always has a JSON form", e);
        }
    }

    static void send(RoutingContext ctx, int status, Buffer json) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(json);
    }

    static void error(RoutingContext ctx, int status, String error, String message) {
        send(ctx, status, encode(object().put("error", error).put("message", message)));
    }
}
