package io.postern.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.postern.deploy.terminal.Terminal;

/** The commands that ask a service, against one that answers what it is told to. */
class ServiceCommandsIT {

    private static final String ID = "5f0c7a52-9d1e-4b7e-8f27-0a9b54c1d1aa";
    private static final String APPROVAL = """
            {"id": "%s", "state": "%s", "requester": {"subject": "mcp-support", "groups": ["agents"]},
             "database": "shop", "databaseRole": "shop_agent", "statement": "UPDATE orders\\nSET status='x'\\u001b[2J",
             "requestedAt": "2026-11-20T10:00:00Z", "expiresAt": "2026-11-20T10:05:30Z", "approverGroups": ["approvers"],
             "reasons": [{"ruleId": "orders-change", "reason": "changes an order"}], "decidedBy": %s,
             "parameters": [{"value": "paid"}, {"value": null}]}
            """;

    private record Answer(int status, String body) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final HttpServer server;

    ServiceCommandsIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void pendingApprovalsAreATableOfOneLineEach() {
        answers.put(
                "GET /api/approvals?state=pending",
                new Answer(
                        200,
                        "{\"approvals\": [" + APPROVAL.formatted(ID, "PENDING", "null")
                                + "], \"now\": \"2026-11-20T10:01:00Z\"}"));

        assertThat(postern("approvals", "list")).isZero();

        assertThat(shown(out)).isEqualTo("""
                        ID                                    EXPIRES IN  WHO          DATABASE  FOR        STATEMENT
                        %s  4:30        mcp-support  shop      approvers  UPDATE orders SET status='x'\\u{1B}[2J
                        """.formatted(ID));
        assertThat(requests).containsExactly("GET /api/approvals?state=pending Bearer secret-token ");
    }

    @Test
    void anApprovalIsGivenByTheBeginningOfItsId() {
        answers.put(
                "GET /api/approvals?state=pending",
                new Answer(200, "{\"approvals\": [" + APPROVAL.formatted(ID, "PENDING", "null") + "]}"));
        answers.put("GET /api/approvals?state=decided", new Answer(200, "{\"approvals\": []}"));
        answers.put(
                "POST /api/approvals/" + ID + "/approve",
                new Answer(200, APPROVAL.formatted(ID, "GRANTED", "\"demo-approver\"")));

        assertThat(postern("approvals", "approve", "5f0c", "--reason", "called \"twice\""))
                .isZero();

        assertThat(shown(out)).startsWith(ID + " granted by demo-approver: UPDATE orders\\nSET");
        assertThat(requests)
                .last()
                .isEqualTo("POST /api/approvals/" + ID
                        + "/approve Bearer secret-token {\"reason\":\"called \\\"twice\\\"\"}");
    }

    @Test
    void aRefusalOfTheServiceIsToldInItsWords() {
        answers.put(
                "POST /api/approvals/" + ID + "/deny",
                new Answer(403, "{\"error\": \"own_request\", \"message\": \"nobody decides their own request\"}"));

        assertThat(postern("approvals", "deny", ID, "--reason", "no")).isEqualTo(1);

        assertThat(shown(err)).isEqualTo("postern: nobody decides their own request\n");
    }

    @Test
    void anApprovalIsShownWithAllItIsBoundTo() {
        answers.put("GET /api/approvals/" + ID, new Answer(200, APPROVAL.formatted(ID, "PENDING", "null")));

        assertThat(postern("approvals", "show", ID)).isZero();

        assertThat(shown(out))
                .contains("asked by    mcp-support (agents)\n")
                .contains("because     changes an order (orders-change)\n")
                .contains("$1          paid\n$2          NULL\n")
                .endsWith("\n\nUPDATE orders\nSET status='x'\\u{1B}[2J\n");
    }

    @Test
    void aTokenThatIsNotAcceptedIsSaidPlainly() {
        answers.put("GET /api/sessions?limit=20", new Answer(401, ""));

        assertThat(postern("sessions", "list")).isEqualTo(1);

        assertThat(shown(err)).contains("does not accept the token").doesNotContain("secret-token");
    }

    @Test
    void sessionsAreATable() {
        answers.put("GET /api/sessions?limit=5&subject=ana", new Answer(200, """
                        {"sessions": [{"sessionId": "s-1", "startedAt": "x", "who": {"subject": "ana"}, "database": "shop",
                          "state": "open", "statements": 7, "verdicts": {"deny": 2, "park": 0}, "waiting": 1}]}
                        """));

        assertThat(postern("sessions", "list", "--subject", "ana", "--limit", "5"))
                .isZero();

        assertThat(shown(out)).isEqualTo("""
                        SESSION  BEGAN  WHO  DATABASE  STATE  STATEMENTS
                        s-1      x      ana  shop      open   7, 2 denied, 1 waiting
                        """);
    }

    @Test
    void replayPrintsWhatTheServiceTells() {
        answers.put("GET /api/sessions/latest", new Answer(200, "session s-1\n  |SELECT 1\u0007\n"));

        assertThat(postern("replay", "latest")).isZero();

        assertThat(shown(out)).isEqualTo("session s-1\n  |SELECT 1\\u{7}\n");
    }

    @Test
    void somethingElseAtTheAddressIsNoticed() {
        answers.put("GET /api/sessions?limit=20", new Answer(200, "<html>"));

        assertThat(postern("sessions", "list")).isEqualTo(1);

        assertThat(shown(err)).contains("is not JSON");
    }

    @Test
    void aServiceThatIsNotThereIsOneLine() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        server.stop(0);

        assertThat(postern("approvals", "list")).isEqualTo(1);

        assertThat(shown(err))
                .isEqualTo("postern: nothing answers at " + url + "; start it with ./postern demo or ./postern run\n");
    }

    private int postern(String... arguments) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("POSTERN_TOKEN", "secret-token"));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        String[] all =
                Stream.concat(Arrays.stream(arguments), Stream.of("--url", url)).toArray(String[]::new);
        return CommandLines.create(terminal).execute(all);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(target + " " + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            Answer answer = answers.getOrDefault(target, new Answer(404, "{\"message\": \"not prepared\"}"));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String shown(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
