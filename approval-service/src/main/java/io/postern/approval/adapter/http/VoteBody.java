package io.postern.approval.adapter.http;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The body of a vote: a JSON object with an optional {@code reason}. */
final class VoteBody {

    static final int MAX_BYTES = 16 * 1024;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private VoteBody() {}

    /** The reason, empty where there is none. */
    static String reason(byte[] body) {
        JsonNode json;
        try {
            json = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw Problem.badRequest("the body is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!json.isObject()) {
            throw Problem.badRequest("the body has to be a JSON object, such as {\"reason\":\"…\"}");
        }
        JsonNode reason = json.path("reason");
        if (reason.isMissingNode() || reason.isNull()) {
            return "";
        }
        if (!reason.isTextual()) {
            throw Problem.badRequest("reason: has to be a string");
        }
        return reason.textValue();
    }
}
