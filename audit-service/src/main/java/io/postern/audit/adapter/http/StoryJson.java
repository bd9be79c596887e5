package io.postern.audit.adapter.http;

import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.postern.audit.app.SessionPage;
import io.postern.audit.domain.Content;
import io.postern.audit.domain.Fact;
import io.postern.audit.domain.Parameter;
import io.postern.audit.domain.Principal;
import io.postern.audit.domain.SessionStory;
import io.postern.audit.domain.StatementStory;
import io.postern.audit.domain.Timed;
import io.postern.audit.domain.TypeNames;

/** A session's story as JSON. */
final class StoryJson {

    private StoryJson() {}

    static ObjectNode of(SessionPage page) {
        SessionStory story = page.story();
        ObjectNode json = Json.object();
        json.put("sessionId", story.sessionId());
        json.put("state", lower(story.state()));
        story.opened().ifPresent(opened -> json.set("opened", opened(opened)));
        story.refused().ifPresent(refused -> json.set("refused", refused(refused)));
        story.closed().ifPresent(closed -> {
            ObjectNode node = json.putObject("closed");
            Json.put(node, "at", closed.at());
            node.put("reason", closed.what().reason());
            node.put("statements", closed.what().statements());
        });
        ArrayNode gaps = json.putArray("gaps");
        story.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("producer", gap.producer())
                        .put("first", gap.first())
                        .put("last", gap.last()));
        json.put("before", page.before());
        ArrayNode statements = json.putArray("statements");
        story.statements().forEach(statement -> statements.add(statement(statement)));
        Json.put(json, "next", page.next());
        return json;
    }

    private static ObjectNode opened(Timed<Fact.SessionOpened> opened) {
        Fact.SessionOpened fact = opened.what();
        ObjectNode json = Json.object();
        Json.put(json, "at", opened.at());
        json.set("who", who(fact.who()));
        json.put("database", fact.target().database());
        json.put("role", fact.target().role());
        json.put("clientAddress", fact.client().address());
        json.put("application", fact.client().application());
        json.put("encrypted", fact.client().encrypted());
        json.put("admissionRule", fact.admission().ruleId());
        json.put("policyVersion", fact.admission().policyVersion());
        return json;
    }

    private static ObjectNode refused(Timed<Fact.SessionRefused> refused) {
        Fact.SessionRefused fact = refused.what();
        ObjectNode json = Json.object();
        Json.put(json, "at", refused.at());
        fact.who().ifPresent(who -> json.set("who", who(who)));
        Json.put(json, "database", fact.database());
        json.put("clientAddress", fact.clientAddress());
        json.put("sqlState", fact.turned().sqlState());
        json.put("reason", fact.turned().reason());
        return json;
    }

    private static ObjectNode statement(StatementStory statement) {
        ObjectNode json = Json.object();
        json.put("statementId", statement.statementId());
        Json.put(json, "firstAt", statement.firstAt());
        json.put("verdict", lower(statement.verdict()));
        json.put("fate", lower(statement.fate()));
        json.put("ran", lower(statement.fate().ran()));
        json.put("fateWords", statement.fate().words());
        statement.submitted().ifPresent(submitted -> json.set("submitted", submitted(submitted)));
        statement.parked().ifPresent(parked -> {
            ObjectNode node = json.putObject("parked");
            Json.put(node, "at", parked.at());
            node.put("approvalId", parked.what().approvalId());
            Json.put(node, "until", parked.what().until());
        });
        statement.resumed().ifPresent(resumed -> {
            ObjectNode node = json.putObject("resumed");
            Json.put(node, "at", resumed.at());
            node.put("approvalId", resumed.what().approvalId());
            node.set("approver", who(resumed.what().approver()));
            node.put("reason", resumed.what().reason());
        });
        statement.disagreed().ifPresent(disagreed -> {
            ObjectNode node = json.putObject("disagreed");
            Json.put(node, "at", disagreed.at());
            disagreed.what().differences().forEach(node.putArray("differences")::add);
        });
        statement.refused().ifPresent(refused -> {
            ObjectNode node = json.putObject("refused");
            Json.put(node, "at", refused.at());
            node.put("sqlState", refused.what().sqlState());
            node.put("reason", refused.what().reason());
            Json.put(node, "approvalId", refused.what().approvalId());
            refused.what().approver().ifPresent(approver -> node.set("approver", who(approver)));
        });
        statement.completed().ifPresent(completed -> {
            ObjectNode node = json.putObject("completed");
            Json.put(node, "at", completed.at());
            node.put("outcome", lower(completed.what().outcome()));
            node.put("commandTag", completed.what().tag());
            node.put("rows", completed.what().rows());
            node.put("bytes", completed.what().bytes());
            node.put("durationMicros", completed.what().durationMicros());
            Json.put(node, "sqlState", completed.what().sqlState());
        });
        return json;
    }

    private static ObjectNode submitted(Timed<Fact.Submission> submitted) {
        Fact.Submission submission = submitted.what();
        Fact.Ruling ruling = submission.ruling();
        ObjectNode json = Json.object();
        Json.put(json, "at", submitted.at());
        json.put("protocol", lower(submission.protocol()));
        json.put("kind", submission.kind());
        json.put("fingerprint", submission.shape().fingerprint());
        json.set("text", content(submission.text()));
        submission.rewritten().ifPresent(rewritten -> json.set("rewritten", content(rewritten)));
        ArrayNode parameters = json.putArray("parameters");
        submission.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        ArrayNode rules = json.putArray("rules");
        ruling.rules()
                .forEach(rule -> rules.addObject()
                        .put("id", rule.id())
                        .put("verdict", lower(rule.verdict()))
                        .put("reason", rule.reason()));
        ArrayNode masked = json.putArray("maskedColumns");
        ruling.maskedColumns().forEach(masked::add);
        Json.put(json, "policyVersion", ruling.policyVersion());
        Json.put(json, "catalogVersion", ruling.catalogVersion());
        return json;
    }

    /** Without value for SQL NULL. */
    private static ObjectNode parameter(Parameter parameter) {
        ObjectNode json = Json.object();
        json.put("typeOid", parameter.typeOid());
        json.put("type", TypeNames.of(parameter.typeOid()));
        parameter.value().ifPresent(value -> json.set("value", content(value)));
        return json;
    }

    private static ObjectNode content(Content content) {
        return switch (content.kind()) {
            case CLEAR -> Json.object().put("clear", ((Content.Clear) content).text());
            case BINARY -> Json.object().put("hex", ((Content.Binary) content).hex());
            case SEALED -> sealed(((Content.Sealed) content).keyId());
        };
    }

    private static ObjectNode sealed(Optional<String> keyId) {
        ObjectNode json = Json.object().put("sealed", true);
        Json.put(json, "keyId", keyId);
        return json;
    }

    static ObjectNode who(Principal who) {
        ObjectNode json = Json.object();
        json.put("subject", who.subject());
        json.put("issuer", who.issuer());
        ArrayNode groups = json.putArray("groups");
        who.groups().forEach(groups::add);
        return json;
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
