package io.postern.audit.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A story as plain text for terminals. One line of a statement is one line here, never wrapped or cut. Lines of the
 * client's text have a gutter: {@code |} before a line as it is, {@code \} before one in which hidden characters are
 * spelled out and backslashes doubled. Everything else from outside is spelled out where needed.
 */
public final class StoryText {

    private static final String LABEL = "%-11s";
    private static final String INDENT = "     ";
    private static final Pattern NEWLINE = Pattern.compile("\n");

    private final StringBuilder out = new StringBuilder();
    private final SessionStory story;
    private final Instant day;

    private StoryText(SessionStory story) {
        this.story = story;
        this.day = story.opened()
                .map(Timed::at)
                .or(() -> story.refused().map(Timed::at))
                .or(() -> story.statements().stream().findFirst().map(StatementStory::firstAt))
                .orElse(Instant.EPOCH);
    }

    /** The whole story. */
    public static String of(SessionStory story) {
        return head(story) + statements(story, 1) + tail(story);
    }

    /** What comes before the statements. */
    public static String head(SessionStory story) {
        StoryText text = new StoryText(story);
        text.writeHead();
        return text.out.toString();
    }

    /**
     * The statements.
     *
     * @param number of the first one, counted from 1
     */
    public static String statements(SessionStory story, int number) {
        StoryText text = new StoryText(story);
        int n = number;
        for (StatementStory statement : story.statements()) {
            text.write(statement, n++);
        }
        return text.out.toString();
    }

    /** What comes after the statements. */
    public static String tail(SessionStory story) {
        StoryText text = new StoryText(story);
        text.writeTail();
        return text.out.toString();
    }

    private void writeHead() {
        out.append("session ").append(Visible.inline(story.sessionId())).append('\n');
        story.opened().ifPresent(opened -> {
            Fact.SessionOpened fact = opened.what();
            field("who", who(fact.who()));
            field(
                    "database",
                    Visible.inline(fact.target().database()) + " as "
                            + Visible.inline(fact.target().role()));
            field(
                    "from",
                    Visible.inline(fact.client().address())
                            + (fact.client().application().isEmpty()
                                    ? ""
                                    : ", " + Visible.inline(fact.client().application()))
                            + (fact.client().encrypted() ? ", encrypted" : ", not encrypted"));
            field(
                    "admitted",
                    "by rule " + Visible.inline(fact.admission().ruleId()) + ", policy "
                            + Visible.inline(fact.admission().policyVersion()));
            field("opened", Quantity.dayAndTime(opened.at()));
        });
        story.refused().ifPresent(refused -> {
            Fact.SessionRefused fact = refused.what();
            field("who", fact.who().map(StoryText::who).orElse("nobody that could be believed"));
            fact.database().ifPresent(database -> field("database", Visible.inline(database)));
            field("from", Visible.inline(fact.clientAddress()));
            field(
                    "refused",
                    Quantity.dayAndTime(refused.at()) + ", "
                            + Visible.inline(fact.turned().sqlState()) + ": "
                            + Visible.inline(fact.turned().reason()));
        });
        if (story.opened().isEmpty() && story.refused().isEmpty()) {
            field("opened", "not on record");
        }
        story.gaps()
                .forEach(gap -> field(
                        "GAP",
                        Quantity.count(gap.last() - gap.first() + 1, "fact", "facts") + " of "
                                + Visible.inline(gap.producer()) + " not on record: number "
                                + (gap.first() == gap.last() ? gap.first() : gap.first() + " to " + gap.last())));
    }

    private void writeTail() {
        if (story.closed().isPresent()) {
            Timed<Fact.SessionClosed> closed = story.closed().get();
            String after = story.opened()
                    .map(opened -> " after " + Quantity.duration(Duration.between(opened.at(), closed.at())))
                    .orElse("");
            out.append("\nclosed ")
                    .append(Quantity.dayAndTime(closed.at()))
                    .append(after)
                    .append(": ")
                    .append(Visible.inline(closed.what().reason()))
                    .append('\n');
        } else if (story.state() != SessionStory.State.REFUSED) {
            out.append("\nno end on record: the session is open, or its end was not recorded\n");
        }
    }

    private void write(StatementStory statement, int number) {
        out.append('\n')
                .append(String.format(Locale.ROOT, "%3d  ", number))
                .append(Quantity.time(statement.firstAt(), day))
                .append("  ");
        statement
                .submitted()
                .ifPresentOrElse(submitted -> write(submitted.what()), () -> out.append("submission not on record\n"));
        statement
                .parked()
                .ifPresent(parked -> item(
                        "parked",
                        Quantity.time(parked.at(), day) + ", approval "
                                + Visible.inline(parked.what().approvalId()) + ", until "
                                + Quantity.time(parked.what().until(), day)));
        statement.resumed().ifPresent(resumed -> {
            Fact.Resumption what = resumed.what();
            item("approved", Quantity.time(resumed.at(), day) + ", by " + who(what.approver()));
            item("because", Visible.inline(what.reason()));
        });
        statement
                .disagreed()
                .ifPresent(disagreed -> item(
                        "analysis",
                        Quantity.time(disagreed.at(), day) + ", the database reads it otherwise than was decided: "
                                + Visible.inline(
                                        String.join("; ", disagreed.what().differences()))));
        statement.refused().ifPresent(refused -> {
            Fact.Refusal what = refused.what();
            item(
                    "refused",
                    Quantity.time(refused.at(), day) + ", " + Visible.inline(what.sqlState()) + ": "
                            + Visible.inline(what.reason()));
            what.approver().ifPresent(approver -> item("denied by", who(approver)));
        });
        statement.completed().ifPresent(completed -> write(completed.what()));
        item("result", statement.fate().words());
    }

    private void write(Fact.Submission submission) {
        Verdict verdict = submission.ruling().verdict();
        out.append(verdict == Verdict.UNKNOWN ? "NO DECISION" : verdict.name())
                .append(submission.kind().equals("UNKNOWN") ? "" : "  " + Visible.inline(submission.kind()))
                .append("  ")
                .append(submission.protocol().name().toLowerCase(Locale.ROOT))
                .append(" protocol")
                .append('\n');
        content(submission.text());
        List<Parameter> parameters = submission.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            parameter("$" + (i + 1), parameters.get(i));
        }
        submission.rewritten().ifPresent(rewritten -> {
            out.append(INDENT).append("rewritten to\n");
            content(rewritten);
        });
        Fact.Ruling ruling = submission.ruling();
        if (!ruling.maskedColumns().isEmpty()) {
            item("masked", Visible.inline(String.join(", ", ruling.maskedColumns())));
        }
        ruling.rules()
                .forEach(rule -> item(
                        "rule",
                        Visible.inline(rule.id()) + " (" + rule.verdict() + ")"
                                + (rule.reason().isEmpty() ? "" : ": " + Visible.inline(rule.reason()))));
    }

    private void write(Fact.Completion completion) {
        StringBuilder words = new StringBuilder(completion.outcome().name());
        completion.sqlState().ifPresent(code -> words.append(' ').append(Visible.inline(code)));
        if (!completion.tag().isEmpty()) {
            words.append(", ").append(Visible.inline(completion.tag()));
        }
        words.append(", ").append(Quantity.count(completion.rows(), "row", "rows"));
        words.append(", ").append(Quantity.count(completion.bytes(), "byte", "bytes"));
        words.append(", ").append(Quantity.duration(completion.duration()));
        item("outcome", words.toString());
    }

    private void parameter(String name, Parameter parameter) {
        String type = TypeNames.of(parameter.typeOid());
        Optional<Content> value = parameter.value();
        if (value.isPresent()
                && value.get() instanceof Content.Clear clear
                && clear.text().indexOf('\n') >= 0) {
            item(name, type);
            content(clear);
        } else {
            item(name, type + " " + value.map(StoryText::inline).orElse("NULL"));
        }
    }

    private static String inline(Content content) {
        return switch (content.kind()) {
            case CLEAR -> {
                String text = ((Content.Clear) content).text();
                yield Visible.isPlain(text) ? "'" + text + "'" : "escaped '" + Visible.inline(text) + "'";
            }
            case BINARY -> "bytes " + ((Content.Binary) content).hex();
            case SEALED -> sealed((Content.Sealed) content);
        };
    }

    private static String sealed(Content.Sealed sealed) {
        return "[sealed"
                + sealed.keyId().map(id -> ", key " + Visible.inline(id)).orElse("") + "]";
    }

    private void content(Content content) {
        switch (content.kind()) {
            case CLEAR -> lines(((Content.Clear) content).text());
            case BINARY ->
                out.append(INDENT)
                        .append("bytes ")
                        .append(((Content.Binary) content).hex())
                        .append('\n');
            case SEALED ->
                out.append(INDENT).append(sealed((Content.Sealed) content)).append('\n');
        }
    }

    private void lines(String text) {
        for (String line : NEWLINE.split(text, -1)) {
            out.append(INDENT)
                    .append(Visible.isPlain(line) ? "| " + line : "\\ " + Visible.spelled(line))
                    .append('\n');
        }
    }

    private static String who(Principal who) {
        return Visible.inline(who.subject()) + " (" + Visible.inline(who.issuer())
                + (who.groups().isEmpty() ? ", no groups" : "; " + Visible.inline(String.join(", ", who.groups())))
                + ")";
    }

    private void field(String label, String value) {
        out.append("  ")
                .append(String.format(Locale.ROOT, LABEL, label))
                .append(value)
                .append('\n');
    }

    private void item(String label, String value) {
        out.append(INDENT)
                .append(String.format(Locale.ROOT, LABEL, label))
                .append(value)
                .append('\n');
    }
}
