package io.postern.audit.adapter.http;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.postern.audit.app.SessionSummary;
import io.postern.audit.app.StatementSummary;

/** Lists as JSON. */
final class ListJson {

    private ListJson() {}

    /**
     * @param limit how many were asked for; as many found means that there may be more
     */
    static ObjectNode sessions(List<SessionSummary> sessions, int limit) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("sessions");
        sessions.forEach(session -> list.add(session(session)));
        if (sessions.size() == limit) {
            json.put("next", sessions.get(limit - 1).sessionId());
        }
        return json;
    }

    private static ObjectNode session(SessionSummary session) {
        ObjectNode json = Json.object();
        json.put("sessionId", session.sessionId());
        json.put("state", StoryJson.lower(session.state()));
        session.who().ifPresent(who -> json.set("who", StoryJson.who(who)));
        json.put("database", session.place().database());
        json.put("role", session.place().role());
        json.put("clientAddress", session.place().clientAddress());
        json.put("application", session.place().application());
        Json.put(json, "startedAt", session.startedAt());
        Json.put(json, "lastFactAt", session.lastFactAt());
        session.ended().ifPresent(ended -> {
            ObjectNode node = json.putObject("ended");
            Json.put(node, "at", ended.at());
            node.put("reason", ended.reason());
            Json.put(node, "sqlState", ended.sqlState());
        });
        SessionSummary.Counts counts = session.counts();
        json.put("statements", counts.statements());
        json.putObject("verdicts")
                .put("allow", counts.allowed())
                .put("deny", counts.denied())
                .put("park", counts.parked())
                .put("unknown", counts.undecided());
        json.put("waiting", counts.waiting());
        return json;
    }

    static ObjectNode statements(List<StatementSummary> statements) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("statements");
        statements.forEach(statement -> list.add(statement(statement)));
        return json;
    }

    private static ObjectNode statement(StatementSummary statement) {
        ObjectNode json = Json.object();
        json.put("sessionId", statement.sessionId());
        json.put("statementId", statement.statementId());
        Json.put(json, "submittedAt", statement.submittedAt());
        json.put("subject", statement.subject());
        json.put("database", statement.database());
        json.put("kind", statement.kind());
        json.put("verdict", StoryJson.lower(statement.verdict()));
        json.put("fingerprint", statement.shape().fingerprint());
        json.put("shape", statement.shape().text());
        json.put("shapeLength", statement.shape().length());
        statement.result().outcome().ifPresent(outcome -> json.put("outcome", StoryJson.lower(outcome)));
        Json.put(json, "sqlState", statement.result().sqlState());
        statement.result().rows().ifPresent(rows -> json.put("rows", rows));
        return json;
    }
}
