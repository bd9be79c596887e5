package io.postern.audit.domain;

import static io.postern.audit.domain.FactSeries.series;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class StoryTextTest {

    @Test
    void aWholeSessionReadsFromTopToBottom() {
        SessionStory story = series().opened()
                .submitted(
                        "a",
                        Verdict.ALLOW,
                        "SELECT id, name, email\n  FROM customers LIMIT 3",
                        Optional.of(
                                "SELECT id, name, email\n  FROM (SELECT id, name, '***' AS email FROM customers) customers LIMIT 3"),
                        List.of())
                .completed("a", Outcome.SUCCEEDED)
                .submitted("b", Verdict.DENY, "DROP TABLE customers;")
                .refused("b", "42501", "denied by rule no-ddl")
                .submitted(
                        "c",
                        Verdict.PARK,
                        "UPDATE orders SET status = $1 WHERE id = $2 AND note IS NOT DISTINCT FROM $3",
                        Optional.empty(),
                        List.of(
                                new Parameter(25, Optional.of(Content.clear("cancelled"))),
                                new Parameter(23, Optional.of(Content.clear("5"))),
                                new Parameter(0, Optional.empty()),
                                new Parameter(17, Optional.of(new Content.Binary("00ff"))),
                                new Parameter(25, Optional.of(Content.clear("two\nlines"))),
                                new Parameter(99_999, Optional.of(new Content.Sealed(Optional.of("k1"))))))
                .parked("c")
                .resumed("c")
                .completed("c", Outcome.SUCCEEDED)
                .submitted("d", Verdict.PARK, "DELETE FROM orders")
                .parked("d")
                .deniedByPerson("d")
                .submitted("e", Verdict.ALLOW, "SELECT nope")
                .completed("e", Outcome.FAILED)
                .closed()
                .story();

        assertThat(StoryText.of(story)).isEqualTo(golden("whole-session.txt"));
    }

    @Test
    void whatTheDatabaseReadsOtherwiseIsSaid() {
        SessionStory story = series().submitted("a", Verdict.ALLOW, "SELECT 1")
                .disagreed("a", "RELATION 16400", "FUNCTION 1\u001b[2J")
                .refused("a", "58000", "no")
                .story();

        assertThat(StoryText.of(story))
                .contains("the database reads it otherwise than was decided: RELATION 16400; FUNCTION 1\\u{001B}[2J\n")
                .contains("58000: no\n");
    }

    @Test
    void whatIsNotOnRecordIsSaid() {
        SessionStory story = series().lost(2)
                .completed("a", Outcome.UNKNOWN)
                .lost(1)
                .submitted("b", Verdict.ALLOW, "SELECT 1")
                .story();

        assertThat(StoryText.of(story)).isEqualTo(golden("with-gaps.txt"));
    }

    @Test
    void aRefusedConnectionIsAStory() {
        SessionStory story = series().turnedAway(Optional.empty()).story();

        assertThat(StoryText.of(story)).isEqualTo(golden("turned-away.txt"));
    }

    @Test
    void hiddenCharactersAreSpelledOutAndMarkedInTheGutter() {
        SessionStory story = series().submitted(
                        "a",
                        Verdict.ALLOW,
                        "SELECT '\u001b[2J'\r\nFROM \"a\u202Eb\" -- C:\\temp\n\tWHERE x = 'ü\u00a0\u200b'\n\\u{202E} stays")
                .story();

        assertThat(StoryText.of(story)).contains("""
                             \\ SELECT '\\u{001B}[2J'\\u{000D}
                             \\ FROM "a\\u{202E}b" -- C:\\\\temp
                             \\ \tWHERE x = 'ü\\u{00A0}\\u{200B}'
                             | \\u{202E} stays
                        """);
    }

    @Test
    void nothingThatMovesTheCursorOrReordersIsPrinted() {
        String every = IntStream.concat(IntStream.rangeClosed(0, 0xFFFF), IntStream.rangeClosed(0xE0000, 0xE01FF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        String text = StoryText.of(series().submitted("a", Verdict.ALLOW, every)
                .refused("a", "42501", every)
                .story());

        assertThat(text.codePoints()
                        .filter(c -> c != '\n' && c != '\t')
                        .filter(StoryTextTest::movesOrReorders)
                        .toArray())
                .isEmpty();
    }

    private static boolean movesOrReorders(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Test
    void longLinesStayWhole() {
        String line = "SELECT " + "x".repeat(100_000);

        assertThat(StoryText.of(series().submitted("a", Verdict.ALLOW, line).story()))
                .contains("     | " + line + "\n");
    }

    @Test
    void partsMakeTheWhole() {
        SessionStory story =
                series().opened().submitted("a", Verdict.ALLOW, "1").closed().story();

        assertThat(StoryText.head(story) + StoryText.statements(story, 1) + StoryText.tail(story))
                .isEqualTo(StoryText.of(story));
        assertThat(StoryText.statements(story, 41)).contains("\n 41  ");
    }

    private static String golden(String name) {
        try (InputStream in = StoryTextTest.class.getResourceAsStream("/story/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
