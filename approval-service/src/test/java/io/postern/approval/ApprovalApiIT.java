package io.postern.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.postern.approval.ApprovalsClient.Answer;
import io.postern.events.approval.ApprovalDenied;
import io.postern.events.approval.ApprovalExpired;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.approval.ApprovalRequested;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.TestIssuer;

/** The REST API on real Kafka, as its callers see it. */
class ApprovalApiIT {

    private static final String UPDATE = "UPDATE orders SET status = 'cancelled' WHERE id = 5";

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.shared();

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    @TempDir
    static Path directory;

    private static RunningApprovals service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningApprovals.start(KAFKA, ISSUER, directory);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anApproverSeesTheWholeRequestAndGrantsIt() throws Exception {
        String id = service.parked(UPDATE);

        JsonNode seen = service.anna().get("/api/approvals/" + id).json();
        Answer answer = service.anna().approve(id, "{\"reason\":\" looked at it \"}");

        assertThat(service.anna().ids("decided")).contains(id);
        assertThat(seen.get("state").asText()).isEqualTo("PENDING");
        assertThat(seen.get("statement").asText()).isEqualTo(UPDATE);
        assertThat(seen.get("requester").get("subject").asText()).isEqualTo("mcp-support");
        assertThat(seen.get("reasons").get(0).get("ruleId").asText()).isEqualTo("writes-need-approval");
        assertThat(seen.get("mayDecide").asBoolean()).isTrue();
        assertThat(seen.get("whyNot").isNull()).isTrue();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("state").asText()).isEqualTo("GRANTED");
        assertThat(answer.json().get("decidedBy").asText()).isEqualTo("anna");
        assertThat(answer.json().get("decisionReason").asText()).isEqualTo("looked at it");
        assertThat(answer.json().get("mayDecide").asBoolean()).isFalse();
        List<?> facts = service.topic().facts(id);
        ApprovalRequested requested = (ApprovalRequested) facts.get(0);
        ApprovalGranted granted = (ApprovalGranted) facts.get(1);
        assertThat(facts).hasSize(2);
        assertThat(granted.getBinding()).isEqualTo(ApprovalsTopic.BINDING);
        assertThat(granted.getApprover().getSubject()).isEqualTo("anna");
        assertThat(granted.getMeta().getCausationId())
                .isEqualTo(requested.getMeta().getEventId());
        assertThat(granted.getMeta().getCorrelationId())
                .isEqualTo(requested.getMeta().getCorrelationId());
    }

    @Test
    void aStatementAsLongAsALogRecordAllowsIsShownWholeAndDecided() throws Exception {
        String statement = "SELECT '" + "x".repeat(1_000_000) + "'";
        String id = service.parked(statement);

        Answer answer = service.anna().approve(id, "{\"reason\":\"" + "y".repeat(1_000) + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("state").asText()).isEqualTo("GRANTED");
        assertThat(answer.json().get("statement").asText()).isEqualTo(statement);
    }

    @Test
    void aDenialNeedsAReasonAndIsRecordedWithIt() throws Exception {
        String id = service.parked(UPDATE);

        Answer withoutReason = service.anna().deny(id, "{}");
        Answer withReason = service.anna().deny(id, "{\"reason\":\"not on a Friday\"}");

        assertThat(withoutReason.status()).isEqualTo(400);
        assertThat(withoutReason.error()).isEqualTo("reason_missing");
        assertThat(withReason.status()).isEqualTo(200);
        assertThat(withReason.json().get("state").asText()).isEqualTo("DENIED");
        assertThat(((ApprovalDenied) service.topic().facts(id).get(1)).getReason())
                .isEqualTo("not on a Friday");
    }

    @Test
    void nobodyDecidesTheirOwnRequest() throws Exception {
        String id = service.parked(UPDATE);
        ApprovalsClient requester = service.as("mcp-support", "agents", "approvers");

        JsonNode seen = requester.get("/api/approvals/" + id).json();
        Answer answer = requester.approve(id, "{}");

        assertThat(seen.get("mayDecide").asBoolean()).isFalse();
        assertThat(seen.get("whyNot").asText()).isEqualTo("you cannot decide your own request");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("own_request");
        assertThat(service.topic().facts(id)).hasSize(1);
    }

    @Test
    void forOthersARequestDoesNotExist() throws Exception {
        String id = service.parked(UPDATE);
        ApprovalsClient eve = service.as("eve", "analysts", "admins");

        assertThat(eve.get("/api/approvals/" + id).status()).isEqualTo(404);
        assertThat(eve.approve(id, "{}").status()).isEqualTo(404);
        assertThat(eve.deny(id, "{\"reason\":\"x\"}").status()).isEqualTo(404);
        assertThat(eve.ids("pending")).doesNotContain(id);
        assertThat(service.anna()
                        .get("/api/approvals/" + id)
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("PENDING");
    }

    @Test
    void onlyWebTokensOfTheIssuerAreAccepted() throws Exception {
        for (String token : List.of(
                ISSUER.token("anna", "approvers"),
                ISSUER.token("anna", Set.of("approvers"), TestIssuer.WEB_AUDIENCE, Duration.ofMinutes(-5)),
                "none")) {
            Answer answer = new ApprovalsClient(RunningApprovals.HTTP, service.address(), token)
                    .get("/api/approvals?state=pending");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.error()).isNotEmpty();
        }
    }

    @Test
    void ofTwoVotersTheSecondIsToldWhatTheFirstDecided() throws Exception {
        String id = service.parked(UPDATE);
        assertThat(service.anna().approve(id, "{}").status()).isEqualTo(200);

        Answer late = service.as("boris", "approvers").deny(id, "{\"reason\":\"no\"}");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().get("approval").get("state").asText()).isEqualTo("GRANTED");
        assertThat(late.json().get("approval").get("decidedBy").asText()).isEqualTo("anna");
    }

    @Test
    void ofManyVotersAtOnceExactlyOneCounts() throws Exception {
        String id = service.parked(UPDATE);
        List<CompletableFuture<HttpResponse<String>>> votes = IntStream.range(0, 8)
                .mapToObj(i -> service.as("voter-" + i, "approvers")
                        .request("/api/approvals/" + id + (i % 2 == 0 ? "/approve" : "/deny"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"reason\":\"vote\"}"))
                        .build())
                .map(request -> RunningApprovals.HTTP.sendAsync(request, BodyHandlers.ofString()))
                .toList();

        List<Integer> statuses = votes.stream()
                .map(vote -> vote.orTimeout(20, TimeUnit.SECONDS).join().statusCode())
                .toList();

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).filteredOn(status -> status != 200).containsOnly(409);
    }

    @Test
    void whatTheProxyWritesIsSeen() throws Exception {
        String withdrawn = service.parked(UPDATE);
        String consumed = service.parked(UPDATE);
        service.anna().approve(consumed, "{}");

        service.topic().withdraw(withdrawn);
        service.topic().consume(consumed);

        await().untilAsserted(() -> {
            JsonNode first = service.anna().get("/api/approvals/" + withdrawn).json();
            assertThat(first.get("state").asText()).isEqualTo("WITHDRAWN");
            assertThat(first.get("decisionReason").asText()).isEqualTo("cancelled by the client");
            assertThat(service.anna()
                            .get("/api/approvals/" + consumed)
                            .json()
                            .get("state")
                            .asText())
                    .isEqualTo("CONSUMED");
        });
    }

    @Test
    void whatNobodyDecidesExpires() throws Exception {
        String id = service.topic().request(UPDATE, Duration.ofSeconds(1));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(service.anna()
                                .get("/api/approvals/" + id)
                                .json()
                                .path("state")
                                .asText())
                        .isEqualTo("EXPIRED"));

        assertThat(service.topic().facts(id)).hasSize(2).last().isInstanceOf(ApprovalExpired.class);
        assertThat(service.anna().approve(id, "{}").status()).isEqualTo(409);
    }

    @Test
    void requestsThatAreNotUnderstoodAreRefused() throws Exception {
        String id = service.parked(UPDATE);
        String path = "/api/approvals/" + id + "/approve";
        String tooLarge = "{\"reason\":\"" + "x".repeat(17_000) + "\"}";

        assertThat(service.anna().post(path, "not json").status()).isEqualTo(400);
        assertThat(service.anna().post(path, "").status()).isEqualTo(400);
        assertThat(service.anna().post(path, "[]").status()).isEqualTo(400);
        assertThat(service.anna().post(path, "{\"reason\":7}").status()).isEqualTo(400);
        assertThat(service.anna()
                        .post(path, "{\"reason\":\"" + "x".repeat(1_001) + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(service.anna().post(path, tooLarge).status()).isEqualTo(413);
        assertThat(service.anna()
                        .send(service.anna()
                                .request(path)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        assertThat(service.anna().get("/api/approvals?state=all").status()).isEqualTo(400);
        assertThat(service.anna().get("/api/approvals?state=pending&limit=0").status())
                .isEqualTo(400);
        assertThat(service.anna().get("/api/nothing").status()).isEqualTo(404);
        assertThat(service.anna()
                        .get("/api/approvals/" + id)
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("PENDING");
    }
}
