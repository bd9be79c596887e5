package io.postern.proxy.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.postern.identity.Identity;
import io.postern.pgwire.Bytes;

class ApprovalTicketTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final StatementText TEXT = Statements.text("DELETE FROM orders WHERE id = $1");
    private static final Parameter FIVE = new Parameter(23, false, Optional.of(Bytes.of(new byte[] {'5'})));

    @Test
    void ticketHasTheTermsOfTheDecision() {
        // When
        ApprovalTicket ticket = ticket("a1", Statements.SESSION, TEXT, List.of(FIVE), decision("p1", "c1"), NOW);

        // Then
        assertThat(ticket.approvalId()).isEqualTo("a1");
        assertThat(ticket.approverGroups()).containsExactly("approvers");
        assertThat(ticket.expiresAt()).isEqualTo(NOW.plusSeconds(300));
        assertThat(ticket.binding().length()).isEqualTo(32);
    }

    @Test
    void everyIngredientChangesTheBinding() {
        // When
        List<Bytes> bindings = Stream.of(
                        ticket("a1", Statements.SESSION, TEXT, List.of(FIVE), decision("p1", "c1"), NOW),
                        ticket("a2", Statements.SESSION, TEXT, List.of(FIVE), decision("p1", "c1"), NOW),
                        ticket(
                                "a1",
                                session("s2", "ann", "shop", "r", "public"),
                                TEXT,
                                List.of(FIVE),
                                decision("p1", "c1"),
                                NOW),
                        ticket(
                                "a1",
                                session("s", "bob", "shop", "r", "public"),
                                TEXT,
                                List.of(FIVE),
                                decision("p1", "c1"),
                                NOW),
                        ticket(
                                "a1",
                                session("s", "ann", "vault", "r", "public"),
                                TEXT,
                                List.of(FIVE),
                                decision("p1", "c1"),
                                NOW),
                        ticket(
                                "a1",
                                session("s", "ann", "shop", "q", "public"),
                                TEXT,
                                List.of(FIVE),
                                decision("p1", "c1"),
                                NOW),
                        ticket(
                                "a1",
                                session("s", "ann", "shop", "r", "other"),
                                TEXT,
                                List.of(FIVE),
                                decision("p1", "c1"),
                                NOW),
                        text("DELETE FROM orders WHERE id =  $1"),
                        text("DELETE FROM orders WHERE id = $1 -- all"),
                        parameters(),
                        parameters(new Parameter(20, false, FIVE.value())),
                        parameters(new Parameter(23, true, FIVE.value())),
                        parameters(new Parameter(23, false, Optional.of(Bytes.of(new byte[] {'6'})))),
                        parameters(new Parameter(23, false, Optional.of(Bytes.EMPTY))),
                        parameters(new Parameter(23, false, Optional.empty())),
                        parameters(FIVE, FIVE),
                        ticket("a1", Statements.SESSION, TEXT, List.of(FIVE), decision("p2", "c1"), NOW),
                        ticket("a1", Statements.SESSION, TEXT, List.of(FIVE), decision("p1", "c2"), NOW))
                .map(ApprovalTicket::binding)
                .toList();

        // Then
        assertThat(bindings).doesNotHaveDuplicates();
    }

    @Test
    void timeDoesNotChangeTheBinding() {
        // When
        ApprovalTicket now = ticket("a1", Statements.SESSION, TEXT, List.of(FIVE), decision("p1", "c1"), NOW);
        ApprovalTicket later =
                ticket("a1", Statements.SESSION, TEXT, List.of(FIVE), decision("p1", "c1"), NOW.plusSeconds(1));

        // Then
        assertThat(now.binding()).isEqualTo(later.binding());
    }

    @Test
    void ticketIsForTheSettingsThatItWasAskedFor() {
        // When
        ApprovalTicket ticket = ApprovalTicket.of("a1", reading("DateStyle", "ISO, DMY"), NOW);

        // Then
        assertThat(ticket.isFor(reading("DateStyle", "ISO, DMY"))).isTrue();
        assertThat(ticket.isFor(reading("DateStyle", "ISO, MDY"))).isFalse();
        assertThat(ticket.isFor(reading("TimeZone", "ISO, DMY"))).isFalse();
    }

    private static ApprovalTicket text(String sql) {
        return ticket("a1", Statements.SESSION, Statements.text(sql), List.of(FIVE), decision("p1", "c1"), NOW);
    }

    private static ApprovalTicket parameters(Parameter... parameters) {
        return ticket("a1", Statements.SESSION, TEXT, List.of(parameters), decision("p1", "c1"), NOW);
    }

    private static ApprovalTicket ticket(
            String id,
            Session session,
            StatementText text,
            List<Parameter> parameters,
            Decision decision,
            Instant now) {
        return ApprovalTicket.of(id, subject(session, new TreeMap<>(), text, parameters, decision), now);
    }

    private static ApprovalTicket.Subject subject(
            Session session,
            SortedMap<String, String> settings,
            StatementText text,
            List<Parameter> parameters,
            Decision decision) {
        return new ApprovalTicket.Subject(session, settings, text, parameters, decision);
    }

    private static ApprovalTicket.Subject reading(String name, String value) {
        return subject(
                Statements.SESSION, new TreeMap<>(Map.of(name, value)), TEXT, List.of(FIVE), decision("p1", "c1"));
    }

    private static Session session(String id, String subject, String database, String role, String schema) {
        return new Session(
                id,
                new Identity("https://issuer.test", subject, Set.of("agents")),
                database,
                role,
                List.of(schema),
                Statements.SESSION.origin());
    }

    private static Decision decision(String policy, String catalog) {
        return new Decision(
                Verdict.PARK,
                "DELETE",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Optional.of(new Decision.ApprovalTerms(List.of("approvers"), Duration.ofMinutes(5))),
                new Decision.Versions(policy, catalog),
                Decision.Scope.NARROWED);
    }
}
