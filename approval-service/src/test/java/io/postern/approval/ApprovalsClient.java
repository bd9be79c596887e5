package io.postern.approval;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A caller of the API with a token. */
record ApprovalsClient(HttpClient http, URI service, String token) {

    record Answer(int status, JsonNode json) {
        String error() {
            return json.path("error").asText();
        }
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer approve(String id, String body) throws IOException, InterruptedException {
        return post("/api/approvals/" + id + "/approve", body);
    }

    Answer deny(String id, String body) throws IOException, InterruptedException {
        return post("/api/approvals/" + id + "/deny", body);
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
    }

    List<String> ids(String state) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        get("/api/approvals?state=" + state)
                .json()
                .get("approvals")
                .forEach(approval -> ids.add(approval.get("id").asText()));
        return ids;
    }
}
