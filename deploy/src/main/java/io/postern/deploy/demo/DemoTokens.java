package io.postern.deploy.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.postern.deploy.terminal.CommandFailed;
import io.postern.embedded.DevIssuer;

/** Asks the demo's issuer for tokens, by the grant that only it has. */
public final class DemoTokens {

    /** For a command's own use. */
    public static final Duration SHORT = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private DemoTokens() {}

    /**
     * @throws CommandFailed where the issuer does not answer, or refuses
     */
    public static String request(URI issuer, String subject, Set<String> groups, String audience, Duration ttl) {
        Map<String, String> form = new TreeMap<>();
        form.put("grant_type", DevIssuer.DEV_GRANT);
        form.put("subject", subject);
        form.put("groups", String.join(",", new TreeSet<>(groups)));
        form.put("audience", audience);
        form.put("ttl", Long.toString(ttl.toSeconds()));
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/token"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form)))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newBuilder().connectTimeout(PATIENCE).build().send(request, BodyHandlers.ofString());
            JsonNode answer = new ObjectMapper().readTree(response.body());
            if (response.statusCode() != 200) {
                throw new CommandFailed("the issuer refuses: "
                        + answer.path("error_description").asText("no reason given"));
            }
            return answer.path("access_token").asText();
        } catch (JsonProcessingException e) {
            throw new CommandFailed(issuer + " does not answer as the demo's issuer does; is it another program?", e);
        } catch (IOException e) {
            throw new CommandFailed(
                    "the demo's issuer does not answer at " + issuer + "; start it with ./postern demo", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
