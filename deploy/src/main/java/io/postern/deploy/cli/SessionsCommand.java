package io.postern.deploy.cli;

import java.io.PrintStream;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.postern.deploy.terminal.Printable;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sessions", description = "Who was connected, and what they ran.", mixinStandardHelpOptions = true)
final class SessionsCommand {

    private static final int MOST = 200;

    private final Terminal terminal;

    SessionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "list", description = "The newest first.", mixinStandardHelpOptions = true, sortOptions = false)
    void list(
            @Mixin ServiceAccess access,
            @Option(names = "--subject", paramLabel = "NAME", description = "Only this one's sessions.") @Nullable
                    String subject,
            @Option(names = "--database", paramLabel = "NAME", description = "Only sessions on this database.")
                    @Nullable
                    String database,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many, " + MOST + " at most. Default: 20.")
                    int limit) {
        JsonNode answer = SessionArchive.open(access, terminal)
                .sessions(Optional.ofNullable(subject), Optional.ofNullable(database), limit);
        Table table = new Table("SESSION", "BEGAN", "WHO", "DATABASE", "STATE", "STATEMENTS");
        for (JsonNode session : answer.path("sessions")) {
            table.row(
                    session.path("sessionId").asText(),
                    Words.time(session.path("startedAt").asText()),
                    session.path("who").path("subject").asText("-"),
                    session.path("database").asText(),
                    session.path("state").asText(),
                    statements(session));
        }
        if (table.isEmpty()) {
            terminal.out().println("No sessions on record.");
        } else {
            table.print(terminal.out());
        }
    }

    @Command(
            name = "show",
            description = "One session, a line per statement. \"postern replay\" tells everything.",
            mixinStandardHelpOptions = true)
    void show(
            @Mixin ServiceAccess access,
            @Parameters(paramLabel = "SESSION", description = "Its id, the beginning of it, or latest.") String id) {
        SessionArchive archive = SessionArchive.open(access, terminal);
        String whole = archive.whole(id);
        PrintStream out = terminal.out();
        @Nullable String after = null;
        Table table = new Table("AT", "VERDICT", "WHAT BECAME OF IT", "STATEMENT");
        do {
            JsonNode story = archive.story(whole, after);
            if (after == null) {
                head(out, story);
            }
            story.path("statements").forEach(statement -> row(table, statement));
            after = story.path("next").textValue();
        } while (after != null);
        if (!table.isEmpty()) {
            out.println();
            table.print(out);
        }
    }

    private static void head(PrintStream out, JsonNode story) {
        JsonNode begin = story.has("opened") ? story.path("opened") : story.path("refused");
        Words.field(out, "session", story.path("sessionId").asText());
        Words.field(out, "state", story.path("state").asText());
        Words.field(
                out,
                "who",
                begin.path("who").path("subject").asText("-") + " ("
                        + Words.list(begin.path("who").path("groups")) + ")");
        Words.field(
                out,
                "database",
                begin.path("database").asText()
                        + (begin.has("role") ? " as " + begin.path("role").asText() : ""));
        Words.field(
                out,
                "from",
                begin.path("clientAddress").asText() + " "
                        + begin.path("application").asText());
        Words.field(out, "began", Words.time(begin.path("at").asText()));
        if (story.has("refused")) {
            Words.field(
                    out,
                    "refused",
                    begin.path("sqlState").asText() + " " + begin.path("reason").asText());
        }
        if (story.has("closed")) {
            Words.field(
                    out,
                    "ended",
                    Words.time(story.path("closed").path("at").asText()) + ", "
                            + story.path("closed").path("reason").asText());
        }
        if (!story.path("gaps").isEmpty()) {
            Words.field(out, "incomplete", "facts of this session are missing from the log");
        }
    }

    private static void row(Table table, JsonNode statement) {
        JsonNode text = statement.path("submitted").path("text");
        table.row(
                Words.time(statement.path("firstAt").asText()),
                statement.path("verdict").asText(),
                statement.path("fateWords").asText(),
                text.path("clear").asText(text.path("sealed").asBoolean() ? "(sealed)" : "-"));
    }

    private static String statements(JsonNode session) {
        JsonNode verdicts = session.path("verdicts");
        StringBuilder text = new StringBuilder(session.path("statements").asText());
        append(text, verdicts.path("deny").asLong(), "denied");
        append(text, verdicts.path("park").asLong(), "parked");
        append(text, session.path("waiting").asLong(), "waiting");
        return Printable.line(text.toString());
    }

    private static void append(StringBuilder text, long count, String word) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(word);
        }
    }
}
