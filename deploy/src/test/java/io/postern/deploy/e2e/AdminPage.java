package io.postern.deploy.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** What a proxy shows those who run it. */
final class AdminPage {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Supplier<URI> address;

    AdminPage(Gate gate) {
        address = gate::adminUrl;
    }

    AdminPage(URI address) {
        this.address = () -> address;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.get().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Status and line of /ready. */
    String ready() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/ready");
        return answer.statusCode() + " " + answer.body().strip();
    }

    /**
     * @param series with its labels, as Prometheus writes it; 0 where it is not there
     */
    double value(String series) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> line.substring(series.length() + 1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    /** @param beginning of the series to add up */
    double sum(String beginning) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }
}
