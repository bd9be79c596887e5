package io.postern.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;

import io.postern.audit.config.StoreSettings;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.session.Outcome;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

class HttpIT {

    private static final Instant FUTURE = Instant.parse("2126-01-01T10:00:00Z");
    private static final String ID = "http-it-";

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.shared();

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.shared();

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    private static AuditProcess service;
    private static StoreSettings settings;

    @BeforeAll
    static void start() {
        String database = POSTGRES.createDatabase();
        settings = AuditProcess.store(POSTGRES.jdbcUrl(database), POSTGRES.superuser(), POSTGRES.password());
        service = AuditProcess.start(KAFKA.connection(), settings, ISSUER.webSettings());
        try (LogWriter log = new LogWriter(KAFKA.connection())) {
            log.write(tour());
            log.write(LoggedSession.of(ID + "open", FUTURE.plusSeconds(60))
                    .opened("ada", "analysts", "shop", "shop_analyst")
                    .submitted(ID + "open/0", Verdict.PARK, StatementKind.DELETE, "DELETE FROM orders")
                    .parked(ID + "open/0", "ap-2"));
            log.write(LoggedSession.of(ID + "refused", FUTURE.plusSeconds(120))
                    .turnedAway(null, "28P01", "token expired"));
            log.write(manyStatements());
        }
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/api/sessions/" + ID + "long?limit=1").statusCode() == 200
                        && get("/api/sessions/" + ID + "refused").statusCode() == 200
                        && json("/api/sessions/" + ID + "tour")
                                .get("state")
                                .asText()
                                .equals("closed")
                        && json("/api/sessions/" + ID + "long?limit=500&after=" + ID + "long/00999")
                                        .get("statements")
                                        .size()
                                == 200
                        && json("/api/sessions?subject=ada")
                                        .at("/sessions/0/waiting")
                                        .asInt()
                                == 1);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static LoggedSession tour() {
        return LoggedSession.of(ID + "tour", FUTURE)
                .opened("mcp-support", "agents", "shop", "shop_agent")
                .submitted(
                        ID + "tour/0",
                        Verdict.ALLOW,
                        StatementKind.SELECT,
                        "SELECT id, name, email FROM customers WHERE id = $1",
                        Optional.of(
                                "SELECT id, name, email FROM (SELECT id, name, '***' AS email FROM customers) c WHERE id = $1"),
                        List.of(LoggedSession.text(23, "5"), LoggedSession.text(25, null)))
                .completed(ID + "tour/0", Outcome.SUCCEEDED, "SELECT 3", 3, null)
                .submitted(ID + "tour/1", Verdict.DENY, StatementKind.DDL, "DROP TABLE \u202Ecustomers;")
                .refused(ID + "tour/1", "42501", "denied by rule no-ddl")
                .submitted(
                        ID + "tour/2",
                        Verdict.PARK,
                        StatementKind.UPDATE,
                        "UPDATE orders SET status = 'x' WHERE id = 5")
                .parked(ID + "tour/2", "ap-1")
                .resumed(ID + "tour/2", "ap-1", "ben", "ticket 4711")
                .completed(ID + "tour/2", Outcome.SUCCEEDED, "UPDATE 1", 1, null)
                .closed("client disconnected");
    }

    /** More than one part, opened before all others. */
    private static LoggedSession manyStatements() {
        LoggedSession session = LoggedSession.of(ID + "long", Instant.parse("2026-01-01T00:00:00Z"))
                .opened("nightly", "services", "warehouse", "loader");
        for (int i = 0; i < 1_200; i++) {
            String statement = ID + "long/" + String.format("%05d", i);
            session.submitted(statement, Verdict.ALLOW, StatementKind.INSERT, "INSERT INTO t VALUES (" + i + ")")
                    .completed(statement, Outcome.SUCCEEDED, "INSERT 0 1", 1, null);
        }
        return session;
    }

    private static String auditor() {
        return ISSUER.webToken("ada", "auditors");
    }

    private static HttpResponse<String> get(String path) {
        return service.get(path, "Authorization", "Bearer " + auditor());
    }

    private static JsonNode json(String path) {
        return service.json(path, auditor());
    }

    private static void assertError(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(AuditProcess.parse(response).get("error").asText()).isEqualTo(error);
    }

    @Test
    void theLogIsForAuditorsWithAValidTokenOnly() {
        for (String path :
                List.of("/api/sessions", "/api/sessions/latest", "/api/statements", "/api/status", "/api/me")) {
            assertError(service.get(path), 401, "unauthenticated");
            assertError(service.get(path, "Authorization", "Bearer nonsense"), 401, "unauthenticated");
            assertError(
                    service.get(path, "Authorization", "Bearer " + ISSUER.token("ada", "auditors")),
                    401,
                    "unauthenticated");
            assertError(
                    service.get(
                            path,
                            "Authorization",
                            "Bearer "
                                    + ISSUER.token(
                                            "ada", Set.of("auditors"), TestIssuer.WEB_AUDIENCE, Duration.ofHours(-1))),
                    401,
                    "unauthenticated");
            assertError(
                    service.get(path, "Authorization", "Bearer " + ISSUER.webToken("eve", "agents", "approvers")),
                    403,
                    "forbidden");
        }
    }

    @Test
    void pagesLeadToTheSignIn() {
        HttpResponse<String> response = service.get("/sessions/" + ID + "tour");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).startsWith("/sign-in?return="));
    }

    @Test
    void thePageHasNoInlineScriptOrStyleAndForbidsIt() {
        String token = auditor();
        HttpResponse<String> page = service.get("/", "Cookie", "postern-audit=" + token);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'self'").doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("<style", "style=", "onclick", "http://", "https://");
        assertThat(page.body()).containsPattern("<script type=\"module\" src=\"/assets/main.js\"></script>");
        for (String asset :
                List.of("main.js", "list.js", "replay.js", "elements.js", "format.js", "audit.css", "icon.svg")) {
            HttpResponse<String> file = service.get("/assets/" + asset);
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.body()).doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
        assertThat(service.get("/assets/..%2f..%2fpackage-info.class").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPageForSomebodyElseThanAnAuditorSaysSo() {
        HttpResponse<String> page = service.get("/", "Cookie", "postern-audit=" + ISSUER.webToken("eve", "agents"));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("Only auditors may read the log");
    }

    @Test
    void sessionsAreListedNewestFirstWithTheirCounts() {
        List<String> ids = new ArrayList<>();
        json("/api/sessions?limit=3")
                .get("sessions")
                .forEach(session -> ids.add(session.get("sessionId").asText()));
        JsonNode tour = json("/api/sessions?subject=mcp-support&database=shop").at("/sessions/0");

        assertThat(ids).containsExactly(ID + "refused", ID + "open", ID + "tour");
        assertThat(tour.get("sessionId").asText()).isEqualTo(ID + "tour");
        assertThat(tour.get("state").asText()).isEqualTo("closed");
        assertThat(tour.get("statements").asInt()).isEqualTo(3);
        assertThat(tour.get("verdicts").toString()).isEqualTo("{\"allow\":1,\"deny\":1,\"park\":1,\"unknown\":0}");
        assertThat(tour.get("waiting").asInt()).isZero();
        assertThat(json("/api/sessions?database=nowhere").get("sessions")).isEmpty();
    }

    @Test
    void olderSessionsAreFoundPageByPage() {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json("/api/sessions?limit=1" + (next.isEmpty() ? "" : "&before=" + next));
            page.get("sessions")
                    .forEach(session -> ids.add(session.get("sessionId").asText()));
            next = page.path("next").asText();
        } while (!next.isEmpty() && ids.size() < 100);

        assertThat(ids).startsWith(ID + "refused", ID + "open", ID + "tour").doesNotHaveDuplicates();
    }

    @Test
    void aStoryTellsWhatHappened() {
        JsonNode story = json("/api/sessions/" + ID + "tour");

        assertThat(story.at("/opened/who/subject").asText()).isEqualTo("mcp-support");
        assertThat(story.at("/opened/database").asText()).isEqualTo("shop");
        assertThat(story.at("/closed/reason").asText()).isEqualTo("client disconnected");
        assertThat(story.get("gaps")).isEmpty();
        assertThat(story.get("statements")).hasSize(3);
        JsonNode select = story.at("/statements/0");
        assertThat(select.at("/submitted/text/clear").asText())
                .isEqualTo("SELECT id, name, email FROM customers WHERE id = $1");
        assertThat(select.at("/submitted/rewritten/clear").asText()).contains("'***' AS email");
        assertThat(select.at("/submitted/maskedColumns/0").asText()).isEqualTo("public.customers.email");
        assertThat(select.at("/submitted/parameters/0").toString())
                .isEqualTo("{\"typeOid\":23,\"type\":\"integer\",\"value\":{\"clear\":\"5\"}}");
        assertThat(select.at("/submitted/parameters/1").has("value")).isFalse();
        assertThat(select.get("fate").asText()).isEqualTo("succeeded");
        assertThat(select.at("/completed/rows").asInt()).isEqualTo(3);
        JsonNode drop = story.at("/statements/1");
        assertThat(drop.get("verdict").asText()).isEqualTo("deny");
        assertThat(drop.get("ran").asText()).isEqualTo("no");
        assertThat(drop.at("/submitted/text/clear").asText()).isEqualTo("DROP TABLE \u202Ecustomers;");
        assertThat(drop.at("/refused/sqlState").asText()).isEqualTo("42501");
        JsonNode update = story.at("/statements/2");
        assertThat(update.at("/parked/approvalId").asText()).isEqualTo("ap-1");
        assertThat(update.at("/resumed/approver/subject").asText()).isEqualTo("ben");
        assertThat(update.at("/resumed/reason").asText()).isEqualTo("ticket 4711");
    }

    @Test
    void latestIsTheMostRecentlyOpenedSession() {
        assertThat(json("/api/sessions/latest").get("sessionId").asText()).isEqualTo(ID + "open");
    }

    @Test
    void aStoryIsPlainTextForTerminals() {
        HttpResponse<String> response = service.get(
                "/api/sessions/" + ID + "tour", "Authorization", "Bearer " + auditor(), "Accept", "text/plain");

        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.body())
                .startsWith("session " + ID + "tour\n  who        mcp-support (http://127.0.0.1:8484; agents)\n")
                .contains("     \\ DROP TABLE \\u{202E}customers;\n")
                .contains("     because    ticket 4711\n")
                .endsWith(": client disconnected\n");
    }

    @Test
    void aLongStoryIsWholeAsTextAndComesInPartsAsJson() {
        HttpResponse<String> text = service.get(
                "/api/sessions/" + ID + "long", "Authorization", "Bearer " + auditor(), "Accept", "text/plain");
        List<String> statements = new ArrayList<>();
        String after = "";
        do {
            JsonNode part = json("/api/sessions/" + ID + "long?limit=500" + (after.isEmpty() ? "" : "&after=" + after));
            assertThat(part.get("before").asInt()).isEqualTo(statements.size());
            assertThat(part.get("gaps")).isEmpty();
            part.get("statements")
                    .forEach(statement ->
                            statements.add(statement.get("statementId").asText()));
            after = part.path("next").asText();
        } while (!after.isEmpty());

        assertThat(text.body().lines().filter(line -> line.startsWith("     | INSERT INTO t VALUES (")))
                .hasSize(1_200);
        assertThat(text.body()).contains("\n1200  ").contains("no end on record");
        assertThat(statements).hasSize(1_200).isSorted();
    }

    @Test
    void anUnchangedStoryIsNotSentAgain() {
        HttpResponse<String> first = get("/api/sessions/" + ID + "tour");
        HttpResponse<String> second = service.get(
                "/api/sessions/" + ID + "tour",
                "Authorization",
                "Bearer " + auditor(),
                "If-None-Match",
                first.headers().firstValue("ETag").orElseThrow());

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void statementsAreFoundByVerdictAndFingerprint() {
        JsonNode denied = json("/api/statements?verdict=deny&limit=1").at("/statements/0");
        String fingerprint = denied.get("fingerprint").asText();
        JsonNode same = json("/api/statements?fingerprint=" + fingerprint + "&verdict=DENY")
                .at("/statements/0");

        assertThat(denied.get("sessionId").asText()).isEqualTo(ID + "tour");
        assertThat(denied.get("subject").asText()).isEqualTo("mcp-support");
        assertThat(denied.get("sqlState").asText()).isEqualTo("42501");
        assertThat(same).isEqualTo(denied);
        assertThat(json("/api/statements?fingerprint=none").get("statements")).isEmpty();
    }

    @Test
    void wrongRequestsAreAnsweredAsJson() {
        assertError(get("/api/sessions/unknown"), 404, "not_found");
        assertError(get("/api/sessions/" + ID + "tour?after=unknown"), 404, "not_found");
        assertError(get("/api/nothing"), 404, "not_found");
        assertError(get("/api/sessions?limit=0"), 400, "bad_request");
        assertError(get("/api/sessions?limit=201"), 400, "bad_request");
        assertError(get("/api/sessions?limit=many"), 400, "bad_request");
        assertError(get("/api/sessions?before=unknown"), 400, "bad_request");
        assertError(get("/api/statements?verdict=perhaps"), 400, "bad_request");
        assertError(get("/api/sessions?subject=" + "x".repeat(501)), 400, "bad_request");
    }

    @Test
    void statusTellsHowFarTheStoreIsBehind() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode status = json("/api/status");
            assertThat(status.at("/ingest/phase").asText()).isEqualTo("following");
            assertThat(status.at("/ingest/lag").asLong()).isZero();
            assertThat(status.get("lastFactAt").asText()).startsWith("2126-01-01T10:02:00");
        });
    }

    @Test
    void aBusyPortIsNamed() {
        assertThatThrownBy(() -> AuditService.start(
                        AuditProcess.config(KAFKA.connection(), settings, ISSUER.webSettings(), service.port())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:" + service.port())
                .hasMessageContaining("in use");
    }

    @Test
    void aStoreThatRefusesTheRoleIsAClearError() {
        StoreSettings wrong = AuditProcess.store(settings.jdbcUrl(), POSTGRES.superuser(), "wrong");

        assertThatThrownBy(() -> AuditService.start(
                        AuditProcess.config(KAFKA.connection(), wrong, ISSUER.webSettings(), AuditProcess.freePort())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(settings.jdbcUrl())
                .hasMessageContaining("28P01");
    }

    @Test
    void aClosedServiceCanBeStartedAgainOnItsPort() {
        int port = AuditProcess.freePort();
        for (int i = 0; i < 2; i++) {
            AuditService again =
                    AuditService.start(AuditProcess.config(KAFKA.connection(), settings, ISSUER.webSettings(), port));
            again.close();
        }
        assertThat(service.isReady()).isTrue();
    }
}
