package io.postern.deploy.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Printable;

/** A service's REST interface, as one caller. Whatever goes wrong is a {@link CommandFailed} that says what to do. */
final class ServiceApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String JSON_TYPE = "application/json";

    private final URI base;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(Redirect.NEVER)
            .build();

    ServiceApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** One segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return json(send(request(path, JSON_TYPE).GET()));
    }

    String text(String path) {
        return send(request(path, "text/plain").GET());
    }

    JsonNode post(String path, JsonNode body) {
        return json(send(request(path, JSON_TYPE)
                .header("Content-Type", JSON_TYPE)
                .POST(BodyPublishers.ofString(body.toString()))));
    }

    private HttpRequest.Builder request(String path, String accept) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER)
                .header("Accept", accept)
                .header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest.Builder request) {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailed(
                    "nothing answers at " + base + "; start it with ./postern demo or ./postern run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("the token holds characters that no token has", e);
        }
        if (response.statusCode() == 200) {
            return response.body();
        }
        throw new CommandFailed(explanation(response));
    }

    private String explanation(HttpResponse<String> response) {
        if (response.statusCode() == 401) {
            return base + " does not accept the token; it may have expired, or be made for another audience";
        }
        String message = message(response.body());
        return message.isEmpty() ? base + " answers with status " + response.statusCode() : Printable.line(message);
    }

    private static String message(String body) {
        try {
            return JSON.readTree(body).path("message").asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new CommandFailed(base + " answers with something that is not JSON; is it the right address?", e);
        }
    }
}
