package io.postern.deploy.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.postern.events.EventMeta;
import io.postern.events.Principal;
import io.postern.events.RuleHit;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.session.AnalysisDisagreed;
import io.postern.events.session.Outcome;
import io.postern.events.session.SessionOpened;
import io.postern.events.session.StatementCompleted;
import io.postern.events.session.StatementProtocol;
import io.postern.events.session.StatementSubmitted;
import io.postern.schemas.EventMetas;
import io.postern.schemas.SealedTexts;

class EventLineTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:42:07.123456Z");
    private static final String SESSION = "0f4c7a52-9d1e-4b7e-8f27-0a9b54c1d1aa";

    private final EventLine line = new EventLine(ZoneOffset.UTC);

    @Test
    void aSessionBeginsWithItsWholeIdAndPlace() {
        SessionOpened opened = SessionOpened.newBuilder()
                .setMeta(meta())
                .setSessionId(SESSION)
                .setPrincipal(principal("mcp-support"))
                .setDatabase("shop")
                .setDatabaseRole("shop_agent")
                .setClientAddress("127.0.0.1:40412")
                .setApplicationName("psql")
                .setEncrypted(true)
                .setAdmissionRuleId("agents")
                .setPolicyVersion("v")
                .build();

        assertThat(line.of(opened, "mcp-support"))
                .isEqualTo("10:42:07.123  0f4c7a52  mcp-support       opened    session " + SESSION
                        + " on shop as shop_agent from 127.0.0.1:40412 with psql, TLS");
    }

    @Test
    void aStatementShowsItsVerdictTextMasksAndRules() {
        assertThat(line.of(submitted("SELECT email\nFROM customers "), "mcp-support"))
                .isEqualTo("10:42:07.123  0f4c7a52  mcp-support       ALLOW     SELECT email\\nFROM customers"
                        + "  [masked public.customers.email]  [rule read]");
    }

    @Test
    void noTextCanSteerTheTerminal() {
        assertThat(line.of(submitted("SELECT '\u001b[2J\u202E'"), "eve\u0007"))
                .contains("eve\\u{7}")
                .contains("SELECT '\\u{1B}[2J\\u{202E}'")
                .doesNotContain("\u001b", "\u202E", "\u0007");
    }

    @Test
    void anOutcomeShowsTagOrSqlState() {
        assertThat(line.of(completed(Outcome.SUCCEEDED, "UPDATE 1", null), "-")).endsWith("done      UPDATE 1, 1.5 ms");
        assertThat(line.of(completed(Outcome.FAILED, "", "23505"), "-")).endsWith("failed    23505, 1.5 ms");
        assertThat(line.of(completed(Outcome.UNKNOWN, "", null), "-")).endsWith("unknown   1.5 ms");
    }

    @Test
    void aDisagreementShowsTheDifferences() {
        AnalysisDisagreed disagreed = AnalysisDisagreed.newBuilder()
                .setMeta(meta())
                .setSessionId(SESSION)
                .setStatementId("st-1")
                .setDifferences(List.of("RELATION 16400", "VERB UPDATE"))
                .setPolicyVersion("p1")
                .setCatalogVersion("c1")
                .build();

        assertThat(line.of(disagreed, "mcp-support"))
                .endsWith("differs   PostgreSQL reads it otherwise than was decided: RELATION 16400; VERB UPDATE");
    }

    @Test
    void anApprovalShowsWhoDecidedAndWhy() {
        ApprovalGranted granted = ApprovalGranted.newBuilder()
                .setMeta(meta())
                .setApprovalId("ap-1")
                .setApprover(principal("demo-approver"))
                .setReason("customer called")
                .setBinding(ByteBuffer.wrap(new byte[] {1}))
                .build();

        assertThat(line.of(granted, "mcp-support"))
                .endsWith("approval  ap-1 granted by demo-approver: customer called");
    }

    @Test
    void asJsonAnEventIsWholeAndItsTextReadable() {
        assertThat(EventJson.of(submitted("SELECT 1")).toString())
                .startsWith("{\"type\":\"io.postern.events.session.StatementSubmitted\",\"meta\":{")
                .contains("\"occurredAt\":\"2026-11-20T10:42:07.123456Z\"")
                .contains("\"text\":{\"seal\":\"clear\",\"text\":\"SELECT 1\"}")
                .contains("\"rewrittenText\":null")
                .contains("\"verdict\":\"ALLOW\"");
    }

    private static StatementSubmitted submitted(String sql) {
        return StatementSubmitted.newBuilder()
                .setMeta(meta())
                .setSessionId(SESSION)
                .setStatementId("st-1")
                .setProtocol(StatementProtocol.SIMPLE)
                .setKind(StatementKind.SELECT)
                .setFingerprint("f")
                .setShape("SELECT")
                .setText(SealedTexts.clear(sql))
                .setParameters(List.of())
                .setVerdict(Verdict.ALLOW)
                .setRules(List.of(RuleHit.newBuilder()
                        .setRuleId("read")
                        .setVerdict(Verdict.ALLOW)
                        .setReason("")
                        .build()))
                .setMaskedColumns(List.of("public.customers.email"))
                .build();
    }

    private static StatementCompleted completed(Outcome outcome, String tag, @Nullable String sqlState) {
        return StatementCompleted.newBuilder()
                .setMeta(meta())
                .setSessionId(SESSION)
                .setStatementId("st-1")
                .setOutcome(outcome)
                .setCommandTag(tag)
                .setRows(1)
                .setBytes(10)
                .setDurationMicros(1_500)
                .setSqlState(sqlState)
                .build();
    }

    private static Principal principal(String subject) {
        return Principal.newBuilder()
                .setIssuer("http://issuer")
                .setSubject(subject)
                .setGroups(List.of("agents"))
                .build();
    }

    private static EventMeta meta() {
        return new EventMetas("test", Clock.fixed(AT, ZoneOffset.UTC)).next(SESSION, 0, SESSION, null);
    }
}
