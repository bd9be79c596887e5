package io.postern.deploy.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.DataRow;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Query;
import io.postern.pgwire.sql.SqlText;

/** Simple queries of a {@link RawClient}, and what came back. */
final class RawAnswers {

    private RawAnswers() {}

    static Query query(String sql) {
        return new Query(SqlText.of(sql));
    }

    /** Of the first error among the messages. */
    static String sqlState(List<BackendMessage> answer) {
        return answer.stream()
                .filter(ErrorResponse.class::isInstance)
                .map(ErrorResponse.class::cast)
                .findFirst()
                .orElseThrow()
                .sqlState();
    }

    /**
     * The only value of the only row.
     *
     * @throws IOException where there is an error instead
     */
    static String text(RawClient client, String sql) throws IOException {
        List<DataRow> rows = rows(client, sql);
        if (rows.size() != 1 || rows.get(0).values().size() != 1) {
            throw new IOException("not one value but " + rows.size() + " rows");
        }
        byte[] value =
                Objects.requireNonNull(rows.get(0).values().get(0).bytes()).toByteArray();
        return new String(value, StandardCharsets.UTF_8);
    }

    /**
     * @return the number of rows
     * @throws IOException where there is an error instead
     */
    static int count(RawClient client, String sql) throws IOException {
        return rows(client, sql).size();
    }

    private static List<DataRow> rows(RawClient client, String sql) throws IOException {
        client.send(query(sql));
        List<BackendMessage> answer = client.readUntil(BackendType.READY_FOR_QUERY);
        for (BackendMessage message : answer) {
            if (message instanceof ErrorResponse error) {
                throw new IOException(error.sqlState() + " " + error.message());
            }
        }
        return answer.stream()
                .filter(DataRow.class::isInstance)
                .map(DataRow.class::cast)
                .toList();
    }
}
