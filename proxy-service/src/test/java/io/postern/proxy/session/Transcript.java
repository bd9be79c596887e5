package io.postern.proxy.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.Bind;
import io.postern.pgwire.Close;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.Describe;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Execute;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.NegotiateProtocolVersion;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.Parse;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.SessionFact;

/** Messages, facts and effects as one line each, with what the tests care about. */
final class Transcript {

    private Transcript() {}

    static String line(FrontendMessage message) {
        String name = message.getClass().getSimpleName();
        if (message instanceof Query query) {
            return name + " " + query.sql().asString();
        }
        if (message instanceof Parse parse) {
            return name + " " + quoted(parse.statement()) + " " + parse.query().asString();
        }
        if (message instanceof Bind bind) {
            return name + " " + quoted(bind.portal()) + " to " + quoted(bind.statement());
        }
        if (message instanceof Execute execute) {
            return name + " " + quoted(execute.portal()) + (execute.maxRows() > 0 ? " " + execute.maxRows() : "");
        }
        if (message instanceof Describe describe) {
            return name + " " + (char) describe.target().code() + " " + quoted(describe.name());
        }
        if (message instanceof Close close) {
            return name + " " + (char) close.target().code() + " " + quoted(close.name());
        }
        return name;
    }

    static String line(BackendMessage message) {
        String name = message.getClass().getSimpleName();
        if (message instanceof ErrorResponse error) {
            return error.severity() + " " + error.sqlState() + " " + error.message()
                    + Optional.ofNullable(error.field('D'))
                            .map(detail -> " / " + detail)
                            .orElse("")
                    + Optional.ofNullable(error.field('H'))
                            .map(hint -> " / " + hint)
                            .orElse("");
        }
        if (message instanceof NoticeResponse notice) {
            return "NOTICE " + notice.message();
        }
        if (message instanceof ReadyForQuery ready) {
            return name + " " + (char) ready.status().code();
        }
        if (message instanceof CommandComplete complete) {
            return name + " " + complete.tag();
        }
        if (message instanceof ParameterStatus parameter) {
            return name + " " + parameter.name() + "=" + parameter.value();
        }
        if (message instanceof NegotiateProtocolVersion version) {
            return name + " 3." + version.minorVersion() + " " + version.options();
        }
        return name;
    }

    static String line(Effect effect) {
        if (effect instanceof Effect.Reply reply) {
            return "reply " + line(reply.message());
        }
        if (effect instanceof Effect.Forward forward) {
            return "forward " + line(forward.message());
        }
        if (effect instanceof Effect.Decide decide) {
            return "decide " + decide.text().sql().asString();
        }
        if (effect instanceof Effect.Prove prove) {
            return "prove " + prove.text().sql().asString()
                    + (prove.parameterTypes().isEmpty() ? "" : " with " + prove.parameterTypes());
        }
        if (effect instanceof Effect.Append append) {
            return "append " + facts(append.facts());
        }
        if (effect instanceof Effect.Emit emit) {
            return "emit " + facts(emit.facts());
        }
        if (effect instanceof Effect.RequestApproval request) {
            return "request approval " + request.request().ticket().approvalId();
        }
        if (effect instanceof Effect.WithdrawApproval withdraw) {
            return "withdraw " + withdraw.approvalId() + ": " + withdraw.reason();
        }
        if (effect instanceof Effect.ConsumeApproval consume) {
            return "consume " + consume.approvalId() + " for " + consume.statementId();
        }
        if (effect instanceof Effect.StartTimer start) {
            return "start " + start.timer() + " " + start.after();
        }
        if (effect instanceof Effect.StopTimer stop) {
            return "stop " + stop.timer();
        }
        return connectionLine(effect);
    }

    private static String connectionLine(Effect effect) {
        if (effect instanceof Effect.AnswerEncryption answer) {
            return "answer encryption " + (answer.acceptTls() ? "S" : "N");
        }
        if (effect instanceof Effect.CheckToken) {
            return "check token";
        }
        if (effect instanceof Effect.Admit admit) {
            return "admit " + admit.identity().subject() + " to " + admit.database();
        }
        if (effect instanceof Effect.Connect connect) {
            return "connect as " + connect.session().role() + " " + new java.util.TreeMap<>(connect.settings());
        }
        if (effect instanceof Effect.RouteCancel) {
            return "route cancel";
        }
        if (effect instanceof Effect.SendCancelKey send) {
            return send.longKey() ? "send long cancel key" : "send cancel key";
        }
        if (effect instanceof Effect.CancelUpstream) {
            return "cancel upstream";
        }
        return "close: " + ((Effect.Close) effect).reason();
    }

    private static String facts(List<SessionFact> facts) {
        return facts.stream().map(Transcript::line).collect(Collectors.joining(" + "));
    }

    static String line(SessionFact fact) {
        if (fact instanceof SessionFact.Submitted submitted) {
            return "Submitted " + submitted.statementId() + " "
                    + submitted
                            .decision()
                            .map(Decision::verdict)
                            .map(Enum::name)
                            .orElse("undecided")
                    + (submitted.parameters().isEmpty()
                            ? ""
                            : " " + submitted.parameters().size() + " parameters")
                    + submitted.runs().map(text -> " runs " + text.asString()).orElse("");
        }
        if (fact instanceof SessionFact.Unreadable unreadable) {
            return "Unreadable " + unreadable.statementId();
        }
        if (fact instanceof SessionFact.Parked parked) {
            return "Parked " + parked.statementId() + " " + parked.approvalId();
        }
        if (fact instanceof SessionFact.Resumed resumed) {
            return "Resumed " + resumed.statementId() + " " + resumed.approvalId() + " by "
                    + resumed.approver().subject();
        }
        if (fact instanceof SessionFact.Disagreed disagreed) {
            return "Disagreed " + disagreed.statementId() + " " + disagreed.differences();
        }
        if (fact instanceof SessionFact.Refused refused) {
            return "Refused " + refused.statementId() + " " + refused.sqlState()
                    + refused.approvalId().map(id -> " " + id).orElse("")
                    + refused.approver().map(by -> " by " + by.subject()).orElse("");
        }
        if (fact instanceof SessionFact.Completed completed) {
            return "Completed " + completed.statementId() + " " + completed.outcome()
                    + (completed.commandTag().isEmpty() ? "" : " [" + completed.commandTag() + "]")
                    + completed.sqlState().map(state -> " " + state).orElse("");
        }
        if (fact instanceof SessionFact.Opened opened) {
            return "Opened " + opened.session().identity().subject() + " as "
                    + opened.session().role();
        }
        if (fact instanceof SessionFact.Rejected rejected) {
            return "Rejected " + rejected.sqlState()
                    + rejected.identity()
                            .map(identity -> " " + identity.subject())
                            .orElse(" nobody");
        }
        SessionFact.Closed closed = (SessionFact.Closed) fact;
        return "Closed after " + closed.statements() + ": " + closed.reason();
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
