package io.postern.pgsql.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Holds the page against the classification. Writes its lists anew when run with {@code -Dpostern.builtins.write}. */
class BuiltinsDocumentTest {

    private static final Path PAGE = Path.of("../docs/sql-builtins.md");
    private static final Pattern BLOCK = Pattern.compile("<!-- begin: ([^>]+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final int WIDTH = 128;

    private static final Classification CLASSIFICATION = Classification.read();

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String entry(String title, String reason, SortedSet<String> names) {
        return "**" + title + "** — " + reason + "\n\n" + names(names) + "\n";
    }

    /** As code, because many of them would be markup. */
    private static String names(SortedSet<String> names) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String name : names) {
            if (line.length() + name.length() >= WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(name);
        }
        lines.add(line.toString());
        return "```\n" + String.join("\n", lines) + "\n```\n";
    }

    private static String block(String what, String written) {
        return switch (what) {
            case "functions" ->
                Arrays.stream(SafetyClass.values())
                        .map(safety ->
                                entry(word(safety), safety.reason(), CLASSIFICATION.names("functions " + word(safety))))
                        .collect(Collectors.joining("\n"));
            case "types" ->
                entry("safe", TypeSafety.SAFE.reason(), CLASSIFICATION.names("types safe"))
                        + "\n"
                        + entry("pinning", TypeSafety.PINNING.reason(), CLASSIFICATION.names("types pinning"))
                        + "\n"
                        + entry(
                                "safe, in information_schema",
                                "Domains over text, numbers and times, with checks that call nothing.",
                                CLASSIFICATION.names("types information_schema"))
                        + "\n**unsafe** — " + TypeSafety.UNSAFE.reason() + " Every other type is.\n";
            case "relations" ->
                "**readable** — " + RelationSafety.READABLE.reason() + "\n\nIn `pg_catalog`:\n\n"
                        + names(CLASSIFICATION.names("relations pg_catalog")) + "\nIn `information_schema`:\n\n"
                        + names(CLASSIFICATION.names("relations information_schema")) + "\n"
                        + entry(
                                "one setting",
                                RelationSafety.ONE_SETTING.reason(),
                                CLASSIFICATION.names("relations one-setting"))
                        + "\n**unreadable** — " + RelationSafety.UNREADABLE.reason() + " Every other relation is.\n";
            case "refused" -> written;
            default -> names(CLASSIFICATION.names(what));
        };
    }

    @Test
    void thePageListsWhatIsClassified() throws IOException {
        String page = Files.readString(PAGE);
        String made = BLOCK.matcher(page)
                .replaceAll(found -> Matcher.quoteReplacement("<!-- begin: " + found.group(1) + " -->\n"
                        + block(found.group(1), found.group(2)) + "<!-- end -->"));
        if (System.getProperty("postern.builtins.write") != null) {
            Files.writeString(PAGE, made);
            return;
        }

        assertThat(page).isEqualTo(made);
    }

    @Test
    void everySectionOfTheClassificationIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);

        CLASSIFICATION
                .sections()
                .forEach((section, names) -> assertThat(page).as(section).contains(names(names)));
        assertThat(CLASSIFICATION.sections().keySet())
                .containsExactlyInAnyOrder(
                        "functions ordinary",
                        "functions session",
                        "functions pinning",
                        "functions catalog",
                        "functions support",
                        "functions default",
                        "functions information_schema",
                        "operators",
                        "types safe",
                        "types pinning",
                        "types information_schema",
                        "relations pg_catalog",
                        "relations one-setting",
                        "relations information_schema");
    }

    @Test
    void whatThePageCallsRefusedExistsAndIsUnsafeInEveryMajor() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        List<String> refused = new ArrayList<>();
        while (blocks.find()) {
            if (blocks.group(1).equals("refused")) {
                for (String row : blocks.group(2).split("\n", -1)) {
                    if (row.startsWith("| `")) {
                        Matcher names = NAME.matcher(row.substring(0, row.indexOf('|', 1)));
                        while (names.find()) {
                            refused.add(names.group(1));
                        }
                    }
                }
            }
        }

        assertThat(refused).hasSizeGreaterThan(60).allSatisfy(name -> {
            assertThat(IntStream.rangeClosed(Builtins.OLDEST_MAJOR, Builtins.NEWEST_MAJOR)
                            .mapToObj(Builtins::of))
                    .anyMatch(builtins -> builtins.functionExists(name));
            assertThat(IntStream.rangeClosed(Builtins.OLDEST_MAJOR, Builtins.NEWEST_MAJOR)
                            .mapToObj(Builtins::of))
                    .allMatch(builtins -> builtins.function(name).isEmpty());
        });
    }
}
