package io.postern.pgsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.pgsql.corpus.ScriptFile;
import io.postern.pgsql.oracle.Reader;
import io.postern.pgsql.oracle.Servers;
import io.postern.pgsql.oracle.SyntaxOracle;
import io.postern.pgsql.oracle.SyntaxOracle.Answer;
import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.SqlText;
import io.postern.testkit.PostgresFixture;

/**
 * The server's own regression SQL, where somebody has it: {@code -Dpostern.regress=DIR} names a directory of SQL files, or the word
 * {@code fetch}, with which Debian's source package is fetched by apt into a temporary directory. Nothing of it is kept.
 */
class RegressSqlIT {

    @RegisterExtension
    static final PostgresFixture FIFTEEN = PostgresFixture.major(15);

    @RegisterExtension
    static final PostgresFixture SIXTEEN = PostgresFixture.major(16);

    @RegisterExtension
    static final PostgresFixture SEVENTEEN = PostgresFixture.major(17);

    @RegisterExtension
    static final PostgresFixture EIGHTEEN = PostgresFixture.major(18);

    private static final String REGRESS = System.getProperty("postern.regress", "");

    @Test
    void everyStatementThatTheServerReadsIsRead() throws IOException, SQLException {
        assumeThat(REGRESS).as("-Dpostern.regress").isNotEmpty();
        List<String> texts = texts();
        Map<Integer, List<String>> refused = new TreeMap<>();
        Map<Integer, PostgresFixture> servers = Map.of(15, FIFTEEN, 16, SIXTEEN, 17, SEVENTEEN, 18, EIGHTEEN);
        for (Map.Entry<Integer, PostgresFixture> server : new TreeMap<>(servers).entrySet()) {
            try (SyntaxOracle oracle = Servers.oracle(server.getValue())) {
                refused.put(server.getKey(), refused(texts, oracle.ask(texts), server.getKey()));
            }
        }
        assertThat(refused.values()).allSatisfy(list -> assertThat(list).isEmpty());
    }

    /** What the server reads and we do not. */
    private static List<String> refused(List<String> texts, List<Answer> answers, int major) {
        List<String> refused = new ArrayList<>();
        Map<String, Integer> accepted = new TreeMap<>();
        int valid = 0;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            Answer answer = answers.get(i);
            boolean read = Reader.refusal(text, major).isEmpty();
            if (answer.isSyntax()) {
                valid++;
                if (!read) {
                    refused.add(text);
                }
            } else if (read) {
                accepted.merge(answer.sqlState() + " " + answer.message(), 1, Integer::sum);
            }
        }
        System.out.printf(
                "grammar: regress, PostgreSQL %d: %d texts, %d valid, %d of these refused, others accepted: %s%n",
                major, texts.size(), valid, refused.size(), accepted);
        return refused;
    }

    private static List<String> texts() throws IOException {
        Set<String> statements = new LinkedHashSet<>();
        try (RegressSource source = RegressSource.of(REGRESS);
                Stream<Path> files = Files.walk(source.directory())) {
            for (Path file : files.filter(path -> path.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                statements.addAll(ScriptFile.statements(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
            }
        }
        List<String> texts = statements.stream().filter(RegressSqlIT::isText).toList();
        assertThat(texts).hasSizeGreaterThan(1_000);
        return texts;
    }

    private static boolean isText(String sql) {
        try {
            return SqlText.of(sql).length() > 0;
        } catch (InvalidSqlText e) {
            return false;
        }
    }
}
