package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One person's way to the REST interfaces. */
final class WebApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String token;

    WebApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    record Answer(int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException("not JSON: " + body, e);
            }
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).header("Accept", "application/json").GET());
    }

    Answer text(String path) throws IOException, InterruptedException {
        return send(request(path).header("Accept", "text/plain").GET());
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Waits until something waits for an approval. */
    String pendingApproval() {
        return await().atMost(PATIENCE)
                .until(() -> get("/api/approvals?state=pending").json().get("approvals"), list -> !list.isEmpty())
                .get(0)
                .get("id")
                .asText();
    }

    /** Waits until the approval is in the state. */
    void awaitApproval(String id, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                get("/api/approvals/" + id).json().get("state").asText())
                        .isEqualTo(state));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
