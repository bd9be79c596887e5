package io.postern.proxy.session;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.postern.identity.Identity;
import io.postern.pgwire.Bind;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.Close;
import io.postern.pgwire.Describe;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Execute;
import io.postern.pgwire.FieldDescription;
import io.postern.pgwire.Format;
import io.postern.pgwire.Parse;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.RowDescription;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.Target;
import io.postern.pgwire.TransactionStatus;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.proxy.proof.Difference;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.Rule;
import io.postern.proxy.statement.Safeguards;
import io.postern.proxy.statement.Verdict;

/** Values that the tests of this package share. */
final class Samples {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant TOKEN_EXPIRY = START.plus(Duration.ofHours(1));
    static final Identity ANN = new Identity("https://issuer.test", "ann", Set.of("agents"));
    static final Identity LEE = new Identity("https://issuer.test", "lee", Set.of("approvers"));

    private static final Decision.Versions VERSIONS = new Decision.Versions("p1", "c1");

    private Samples() {}

    static SessionRules rules(boolean tlsAvailable) {
        AtomicInteger approvals = new AtomicInteger();
        return new SessionRules(
                Map.of("shop", List.of("public")),
                tlsAvailable,
                LexerLimits.DEFAULT,
                Duration.ofSeconds(20),
                URI.create("https://gate.test"),
                () -> "a" + approvals.incrementAndGet());
    }

    static StartupMessage startup(String... namesAndValues) {
        Map<String, String> parameters = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new StartupMessage(3, 0, parameters);
    }

    static Decision allow() {
        return decision(Verdict.ALLOW, List.of(), List.of(), VERSIONS);
    }

    /** As {@link #allow}, of a later policy. */
    static Decision allowUnderNewPolicy() {
        return decision(Verdict.ALLOW, List.of(), List.of(), new Decision.Versions("p2", "c1"));
    }

    static Decision allowEdited(TokenEdit... edits) {
        return decision(Verdict.ALLOW, List.of(edits), List.of(), VERSIONS);
    }

    static Decision allowMasking(long relationOid, int column) {
        return decision(
                Verdict.ALLOW,
                List.of(),
                List.of(new MaskedColumn(relationOid, column, "public.customers.email")),
                VERSIONS);
    }

    /** As {@link #allow}, in a database where the column is masked for the principal. */
    static Decision allowGuarding(long relationOid, int column) {
        return with(allow(), List.of(new MaskedColumn(relationOid, column, "public.customers.email")), Safeguards.NONE);
    }

    static Decision allowDiscreet() {
        return with(allow(), List.of(), new Safeguards(Optional.empty(), Safeguards.Speech.DISCREET));
    }

    static Decision allowProven() {
        return proven(allow(), ProofTerms.Need.REQUIRED);
    }

    static Decision proven(Decision decision, ProofTerms.Need need) {
        return with(
                decision,
                decision.guardedColumns(),
                new Safeguards(Optional.of(new ProofTerms(need, List.of(), List.of())), Safeguards.Speech.OPEN));
    }

    /** As {@link #allow}, of a later catalog. */
    static Decision allowProvenLater() {
        return proven(
                decision(Verdict.ALLOW, List.of(), List.of(), new Decision.Versions("p1", "c2")),
                ProofTerms.Need.REQUIRED);
    }

    static ProofOutcome disagreed() {
        return new ProofOutcome.Disagreed(List.of(new Difference(Difference.Kind.RELATION, 16_400, "")));
    }

    static Decision with(Decision decision, List<MaskedColumn> guarded, Safeguards safeguards) {
        return new Decision(
                decision.verdict(),
                decision.kind(),
                decision.edits(),
                decision.pinned(),
                decision.maskedColumns(),
                guarded,
                decision.rules(),
                decision.reason(),
                decision.approval(),
                decision.versions(),
                decision.scope(),
                safeguards);
    }

    static Decision unrestricted() {
        return new Decision(
                Verdict.ALLOW,
                "OTHER",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Rule("owners", Verdict.ALLOW, "")),
                "",
                Optional.empty(),
                VERSIONS,
                Decision.Scope.UNRESTRICTED);
    }

    static Decision deny() {
        return decision(Verdict.DENY, List.of(), List.of(), VERSIONS);
    }

    static Decision park() {
        return park("c1");
    }

    static Decision park(String catalogVersion) {
        return decision(Verdict.PARK, List.of(), List.of(), new Decision.Versions("p1", catalogVersion));
    }

    private static Decision decision(
            Verdict verdict, List<TokenEdit> edits, List<MaskedColumn> masked, Decision.Versions versions) {
        return new Decision(
                verdict,
                "SELECT",
                edits,
                List.of(),
                masked,
                masked,
                List.of(new Rule("rule-" + verdict, verdict, "Because.")),
                verdict == Verdict.DENY ? "Not this." : "",
                verdict == Verdict.PARK
                        ? Optional.of(new Decision.ApprovalTerms(List.of("approvers"), Duration.ofMinutes(5)))
                        : Optional.empty(),
                versions,
                Decision.Scope.NARROWED);
    }

    static Query query(String sql) {
        return new Query(SqlText.of(sql));
    }

    static Parse parse(String name, String sql) {
        return new Parse(name, SqlText.of(sql), List.of());
    }

    static Bind bind(String portal, String statement) {
        return new Bind(portal, statement, List.of(), List.of(), List.of());
    }

    static Describe describePortal(String name) {
        return new Describe(Target.PORTAL, name);
    }

    static Describe describeStatement(String name) {
        return new Describe(Target.STATEMENT, name);
    }

    static Execute execute(String portal) {
        return new Execute(portal, 0);
    }

    static Close closePortal(String name) {
        return new Close(Target.PORTAL, name);
    }

    static Close closeStatement(String name) {
        return new Close(Target.STATEMENT, name);
    }

    static ReadyForQuery ready(char status) {
        return new ReadyForQuery(
                switch (status) {
                    case 'I' -> TransactionStatus.IDLE;
                    case 'T' -> TransactionStatus.IN_TRANSACTION;
                    case 'E' -> TransactionStatus.FAILED;
                    default -> throw new IllegalArgumentException("no status " + status);
                });
    }

    static ErrorResponse error(String sqlState) {
        return ErrorResponse.of("ERROR", sqlState, "server says no", null, null);
    }

    static RowDescription column(String name, long relationOid, int number) {
        return new RowDescription(List.of(new FieldDescription(name, relationOid, number, 25, -1, -1, Format.TEXT)));
    }

    static Bytes noBinding() {
        return Bytes.of(new byte[] {1});
    }
}
