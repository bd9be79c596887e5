package io.postern.pgsql.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgsql.read.Keywords.Keyword;
import io.postern.testkit.PostgresFixture;

class KeywordsIT {

    @RegisterExtension
    static final PostgresFixture V15 = PostgresFixture.major(15);

    @RegisterExtension
    static final PostgresFixture V16 = PostgresFixture.major(16);

    @RegisterExtension
    static final PostgresFixture V17 = PostgresFixture.major(17);

    @RegisterExtension
    static final PostgresFixture V18 = PostgresFixture.major(18);

    private static PostgresFixture server(int major) {
        return switch (major) {
            case 15 -> V15;
            case 16 -> V16;
            case 17 -> V17;
            default -> V18;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void keywordsAndTheirClassesAreThoseOfTheServer(int major) throws SQLException {
        Map<String, String> ours = new TreeMap<>();
        for (Keyword keyword : Keywords.of(major).all()) {
            ours.put(keyword.word(), code(keyword.keywordClass()) + (keyword.labelNeedsAs() ? " AS" : ""));
        }
        Map<String, String> theirs = new TreeMap<>();
        try (Connection connection = server(major).connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT word, catcode, barelabel FROM pg_get_keywords()")) {
            while (rows.next()) {
                theirs.put(rows.getString(1), rows.getString(2) + (rows.getBoolean(3) ? "" : " AS"));
            }
        }
        assertThat(ours).isEqualTo(theirs);
    }

    private static String code(KeywordClass keywordClass) {
        return switch (keywordClass) {
            case UNRESERVED -> "U";
            case COLUMN_NAME -> "C";
            case FUNCTION_OR_TYPE -> "T";
            case RESERVED -> "R";
        };
    }
}
