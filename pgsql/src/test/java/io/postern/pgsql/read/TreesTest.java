package io.postern.pgsql.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TreesTest {

    private static final Path TREES = Path.of("src/test/resources/io/postern/pgsql/read/trees.txt");

    /** Lines of SQL, each with its tree on the next line, indented; lines with a number sign are titles. */
    static Stream<Arguments> trees() throws IOException {
        List<Arguments> trees = new ArrayList<>();
        String sql = "";
        for (String line : Files.readAllLines(TREES, StandardCharsets.UTF_8)) {
            if (line.startsWith(" ")) {
                trees.add(Arguments.of(sql, line.strip()));
            }
            sql = line;
        }
        return trees.stream();
    }

    @ParameterizedTest
    @MethodSource("trees")
    void everyConstructBecomesItsNodes(String sql, String tree) {
        assertThat(TreeText.of(Reading.of(sql).statement())).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT json_object(a, b) ¦ 15 ¦ FunctionCall(name=json_object arguments=[Argument(value=a), Argument(value=b)])",
                "SELECT json_object(a, b) ¦ 16 ¦ SpecialCall(JSON_OBJECT calls=json_object arguments=[a, b])",
                "SELECT json_value(a, b) ¦ 16 ¦ FunctionCall(name=json_value arguments=[Argument(value=a), Argument(value=b)])",
                "SELECT json_value(a, b) ¦ 17 ¦ SpecialCall(JSON_VALUE arguments=[a, b])",
                "SELECT system_user ¦ 15 ¦ system_user",
                "SELECT system_user ¦ 16 ¦ SpecialCall(SYSTEM_USER calls=system_user)",
                "SELECT a::json ¦ 16 ¦ Cast(operand=a type=TypeName(name=json))",
                "SELECT a::json ¦ 17 ¦ Cast(operand=a type=TypeName(name=pg_catalog.json))"
            })
    void wordsBecomeSpecialWithTheirMajor(String sql, int major, String tree) {
        assertThat(TreeText.of(Reading.of(sql, major).expression())).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT a FROM ¦ syntax error at end of input ¦ 3",
                "SELECT a FROM WHERE ¦ syntax error at or near \"WHERE\" ¦ 3",
                "SELECT 'secret' 5 ¦ syntax error at or near a constant ¦ 2",
                "SELECT a FROM t WHERE b = 'secret' 'more' ¦ syntax error at or near a constant ¦ 8",
                "SELECT f(*, a) ¦ syntax error at or near \",\" ¦ 4",
                "(SELECT 1 ORDER BY 1) ORDER BY 1 ¦ multiple ORDER BY clauses not allowed ¦ 10",
                "SELECT a FETCH FIRST ROW WITH TIES ¦ WITH TIES cannot be specified without ORDER BY clause ¦ 7"
            })
    void refusalsSayWhereAndQuoteNoConstant(String sql, String why, int token) {
        assertThat(Reading.of(sql).refusal().why()).startsWith(why).doesNotContain("secret");
        assertThat(Reading.of(sql).refusal().token()).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "SELECT FROM (SELECT 1) ¦ 16",
                "SELECT a AT LOCAL ¦ 17",
                "SELECT a IS JSON ¦ 16",
                "SELECT 0x1F ¦ 16",
                "SELECT 1_000 ¦ 16",
                "SELECT\u000Ba ¦ 17",
                "MERGE INTO t USING u ON a WHEN NOT MATCHED BY SOURCE THEN DELETE ¦ 17",
                "MERGE INTO t USING u ON a WHEN MATCHED THEN DELETE RETURNING a ¦ 17",
                "INSERT INTO t VALUES (1) RETURNING WITH (OLD AS o) o.a ¦ 18"
            })
    void grammarGrowsWithTheMajor(String sql, int since) {
        List<Integer> accepting = new ArrayList<>();
        for (int major = 15; major <= Reading.NEWEST; major++) {
            if (Reading.of(sql, major).isAccepted()) {
                accepting.add(major);
            }
        }
        assertThat(accepting).first().isEqualTo(since);
        assertThat(accepting).last().isEqualTo(Reading.NEWEST);
    }
}
