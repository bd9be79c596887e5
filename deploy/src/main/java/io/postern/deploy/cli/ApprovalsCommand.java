package io.postern.deploy.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Printable;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "approvals", description = "See and decide what waits for approval.", mixinStandardHelpOptions = true)
final class ApprovalsCommand {

    private static final String DEMO_APPROVER = "demo-approver";
    private static final String PATH = "/api/approvals";

    private final Terminal terminal;

    ApprovalsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "list", description = "What waits, or with --decided what waited.", mixinStandardHelpOptions = true)
    void list(
            @Mixin ServiceAccess access,
            @Option(names = "--decided", description = "Those that are over, the latest first.") boolean decided) {
        JsonNode answer = open(access).get(PATH + "?state=" + (decided ? "decided" : "pending"));
        Table table = decided
                ? new Table("ID", "STATE", "WHO", "DATABASE", "DECIDED BY", "STATEMENT")
                : new Table("ID", "EXPIRES IN", "WHO", "DATABASE", "FOR", "STATEMENT");
        Instant now = Instant.parse(answer.path("now").asText());
        for (JsonNode approval : answer.path("approvals")) {
            String who = approval.path("requester").path("subject").asText();
            table.row(
                    approval.path("id").asText(),
                    decided ? Words.lower(approval.path("state").asText()) : expiresIn(approval, now),
                    who,
                    approval.path("database").asText(),
                    decided ? approval.path("decidedBy").asText("") : Words.list(approval.path("approverGroups")),
                    approval.path("statement").asText());
        }
        if (table.isEmpty()) {
            terminal.out().println(decided ? "Nothing has waited so far." : "Nothing waits for approval.");
        } else {
            table.print(terminal.out());
        }
        if (answer.path("more").asBoolean()) {
            terminal.err().println("There are more; the page shows them.");
        }
    }

    @Command(
            name = "show",
            description = "One approval with everything it is bound to.",
            mixinStandardHelpOptions = true)
    void show(
            @Mixin ServiceAccess access,
            @Parameters(paramLabel = "ID", description = "Whole, or its beginning.") String id) {
        ServiceApi api = open(access);
        print(api.get(PATH + "/" + ServiceApi.segment(whole(api, id))));
    }

    @Command(name = "approve", description = "Let the statement run.", mixinStandardHelpOptions = true)
    void approve(
            @Mixin ServiceAccess access,
            @Parameters(paramLabel = "ID", description = "Whole, or its beginning.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "For the record.")
                    String reason) {
        decide(access, id, "approve", reason);
    }

    @Command(name = "deny", description = "Refuse the statement.", mixinStandardHelpOptions = true)
    void deny(
            @Mixin ServiceAccess access,
            @Parameters(paramLabel = "ID", description = "Whole, or its beginning.") String id,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            required = true,
                            description = "For the record and for who asked.")
                    String reason) {
        decide(access, id, "deny", reason);
    }

    private void decide(ServiceAccess access, String id, String verb, String reason) {
        ServiceApi api = open(access);
        String whole = whole(api, id);
        JsonNode approval = api.post(
                PATH + "/" + ServiceApi.segment(whole) + "/" + verb,
                JsonNodeFactory.instance.objectNode().put("reason", reason));
        terminal.out()
                .println(Printable.line("%s %s by %s: %s"
                        .formatted(
                                approval.path("id").asText(),
                                Words.lower(approval.path("state").asText()),
                                approval.path("decidedBy").asText(""),
                                approval.path("statement").asText())));
    }

    private ServiceApi open(ServiceAccess access) {
        return access.open(
                terminal,
                config -> config.services()
                        .approval()
                        .orElseThrow(() -> new CommandFailed("the configuration has no approval section; give --url"))
                        .http()
                        .publicUrl(),
                DEMO_APPROVER,
                Set.of("approvers"));
    }

    /** People copy the first characters; whatever is not the beginning of exactly one stays as it is. */
    private static String whole(ServiceApi api, String id) {
        if (id.length() >= Words.WHOLE_ID) {
            return id;
        }
        Prefix prefix = new Prefix(id);
        for (String state : new String[] {"pending", "decided"}) {
            api.get(PATH + "?state=" + state)
                    .path("approvals")
                    .forEach(approval -> prefix.offer(approval.path("id").asText()));
        }
        return prefix.only("approval");
    }

    private void print(JsonNode approval) {
        PrintStream out = terminal.out();
        JsonNode requester = approval.path("requester");
        Words.field(out, "approval", approval.path("id").asText());
        Words.field(out, "state", Words.lower(approval.path("state").asText()));
        Words.field(
                out,
                "asked by",
                requester.path("subject").asText() + " (" + Words.list(requester.path("groups")) + ")");
        Words.field(out, "at", Words.time(approval.path("requestedAt").asText()));
        Words.field(out, "expires", Words.time(approval.path("expiresAt").asText()));
        Words.field(
                out,
                "database",
                approval.path("database").asText() + " as "
                        + approval.path("databaseRole").asText());
        Words.field(out, "session", approval.path("sessionId").asText());
        Words.field(
                out,
                "client",
                approval.path("clientAddress").asText() + " "
                        + approval.path("applicationName").asText());
        Words.field(out, "approvers", Words.list(approval.path("approverGroups")));
        for (JsonNode reason : approval.path("reasons")) {
            Words.field(
                    out,
                    "because",
                    reason.path("reason").asText() + " ("
                            + reason.path("ruleId").asText() + ")");
        }
        if (approval.hasNonNull("decidedBy")) {
            Words.field(
                    out,
                    "decided by",
                    approval.path("decidedBy").asText() + ", "
                            + Words.time(approval.path("decidedAt").asText()));
        }
        if (approval.hasNonNull("decisionReason")) {
            Words.field(out, "reason", approval.path("decisionReason").asText());
        }
        int number = 1;
        for (JsonNode parameter : approval.path("parameters")) {
            Words.field(
                    out,
                    "$" + number++,
                    parameter.path("value").isNull()
                            ? "NULL"
                            : parameter.path("value").asText());
        }
        out.println();
        out.println(Printable.block(approval.path("statement").asText()));
    }

    private static String expiresIn(JsonNode approval, Instant now) {
        Duration left =
                Duration.between(now, Instant.parse(approval.path("expiresAt").asText()));
        return left.isNegative() ? "now" : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }
}
