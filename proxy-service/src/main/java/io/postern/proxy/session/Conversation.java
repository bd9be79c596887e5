package io.postern.proxy.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.Bind;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.Close;
import io.postern.pgwire.Describe;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Flush;
import io.postern.pgwire.Format;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.FrontendType;
import io.postern.pgwire.Parse;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Target;
import io.postern.proxy.session.SessionState.Discarding;
import io.postern.proxy.session.SessionState.Ready;
import io.postern.proxy.session.SessionState.Settling;
import io.postern.proxy.statement.Parameter;
import io.postern.proxy.statement.Session;

/**
 * The client's messages, one at a time. A message that has to wait holds up those behind it. Confined to its session's
 * thread.
 */
final class Conversation {

    private static final int MAX_NAMES = 10_000;

    /** Of the texts and parameters behind the names; one message more may come on top. */
    private static final long MAX_NAMED_BYTES = 64L * 1024 * 1024;

    /** Beyond this many unanswered messages, the client's next waits. */
    private static final int MAX_EXPECTED = 10_000;

    private final Names names = new Names();
    private final Responses responses;
    private final StatementFlow flow;

    /**
     * @param parameters as the server reported them at the start
     */
    Conversation(Session session, Map<String, String> parameters, SessionRules rules) {
        responses = new Responses(session.id(), names, new ReportedSettings(parameters));
        flow = new StatementFlow(session, rules, names, responses);
    }

    Responses responses() {
        return responses;
    }

    StatementFlow flow() {
        return flow;
    }

    ProofWait proofs() {
        return flow.proofs();
    }

    ApprovalWait approvals() {
        return flow.approvals();
    }

    /** Whether the message may come while the server takes in what COPY sends it (manual, "COPY Operations"). */
    static boolean belongsToCopy(FrontendMessage message) {
        return switch (message.frontendType()) {
            case COPY_DATA, COPY_DONE, COPY_FAIL, FLUSH, SYNC -> true;
            case QUERY, PARSE, BIND, DESCRIBE, EXECUTE, CLOSE, FUNCTION_CALL, TERMINATE, AUTHENTICATION -> false;
        };
    }

    SessionState onMessage(FrontendMessage message, Out out) {
        if (responses.isCopyingIn()) {
            return onCopy(message, out);
        }
        if (responses.isHolding() || reliesOnAnEarlierPipeline(message)) {
            return new Settling(message);
        }
        if (responses.size() >= MAX_EXPECTED) {
            if (responses.isFirstWait()) {
                out.forward(new Flush());
            }
            return new Settling(message);
        }
        if (isTooMuch(message)) {
            return flow.refuser()
                    .refuse(Refusal.TOO_COMPLEX.denial("too many prepared statements or portals"), true, out);
        }
        return switch (message.frontendType()) {
            case QUERY -> flow.onQuery((Query) message, out);
            case PARSE -> flow.onParse((Parse) message, out);
            case BIND -> onBind((Bind) message, out);
            case DESCRIBE -> onDescribe((Describe) message, out);
            case EXECUTE -> onExecute((Execute) message, out);
            case CLOSE -> onClose((Close) message, out);
            case SYNC -> onSync(out);
            case FLUSH -> {
                out.forward(message);
                yield new Ready();
            }
            // As the server does with what comes after a COPY has failed.
            case COPY_DATA, COPY_DONE, COPY_FAIL -> new Ready();
            case FUNCTION_CALL ->
                flow.refuser()
                        .refuse(
                                Refusal.UNSUPPORTED.denial("fast-path function calls do not pass this gate"),
                                false,
                                out);
            case TERMINATE, AUTHENTICATION ->
                throw new IllegalStateException("not a message of a conversation: " + message.frontendType());
        };
    }

    /** Flush and Sync are without effect there, in the server too. */
    private SessionState onCopy(FrontendMessage message, Out out) {
        FrontendType type = message.frontendType();
        if (type != FrontendType.FLUSH && type != FrontendType.SYNC) {
            out.forward(message);
        }
        if (type == FrontendType.COPY_DONE || type == FrontendType.COPY_FAIL) {
            responses.copyEnded();
        }
        return new Ready();
    }

    /** Were it forwarded now and that pipeline then failed, the server would take the name for something else than we do. */
    private boolean reliesOnAnEarlierPipeline(FrontendMessage message) {
        if (message instanceof Bind bind) {
            return names.isStatementOpen(bind.statement());
        }
        if (message instanceof Describe describe) {
            return describe.target() == Target.STATEMENT
                    ? names.isStatementOpen(describe.name())
                    : names.isPortalOpen(describe.name());
        }
        return message instanceof Execute execute && names.isPortalOpen(execute.portal());
    }

    private boolean isTooMuch(FrontendMessage message) {
        return (message instanceof Parse || message instanceof Bind)
                && (names.size() >= MAX_NAMES || names.bytes() >= MAX_NAMED_BYTES);
    }

    /** After an error in the extended protocol: only Sync counts. */
    SessionState onDiscarded(Discarding state, FrontendMessage message, Out out) {
        if (!(message instanceof Sync)) {
            return state;
        }
        if (state.upstream()) {
            return onSync(out);
        }
        out.reply(new ReadyForQuery(responses.status()));
        return new Ready();
    }

    private SessionState onSync(Out out) {
        out.forward(new Sync());
        responses.expect(new Expected.Synchronization());
        return new Ready();
    }

    private SessionState onBind(Bind bind, Out out) {
        Optional<Names.Prepared> prepared = names.statement(bind.statement());
        Names.Portal portal;
        if (prepared.isPresent()) {
            portal = new Names.Portal(prepared.get(), parameters(prepared.get(), bind), Names.Origin.BOUND);
        } else if (responses.isWide() && names.isLeftToTheServer(bind.statement())) {
            portal = Names.Portal.ofUnknown();
        } else {
            return flow.refuser().refuse(Denials.unknownStatement(bind.statement()), true, out);
        }
        portal.prepared().flatMap(Names.Prepared::decision).ifPresent(responses::under);
        out.forward(bind);
        responses.expect(new Expected.Confirmation(names.bind(bind.portal(), portal)));
        return new Ready();
    }

    private static List<Parameter> parameters(Names.Prepared prepared, Bind bind) {
        List<Parameter> parameters = new ArrayList<>();
        List<Format> formats = bind.parameterFormats();
        for (int i = 0; i < bind.values().size(); i++) {
            Format format = formats.isEmpty() ? Format.TEXT : formats.get(formats.size() == 1 ? 0 : i);
            @Nullable Bytes value = bind.values().get(i).bytes();
            long type = i < prepared.parameterTypes().size()
                    ? prepared.parameterTypes().get(i)
                    : 0;
            parameters.add(new Parameter(type, format == Format.BINARY, Optional.ofNullable(value)));
        }
        return parameters;
    }

    private SessionState onDescribe(Describe describe, Out out) {
        Optional<Names.Prepared> prepared = describe.target() == Target.STATEMENT
                ? names.statement(describe.name())
                : names.portal(describe.name()).flatMap(Names.Portal::prepared);
        if (prepared.isEmpty() && !(responses.isWide() && names.isLeftToTheServer(describe.name()))) {
            return flow.refuser().refuse(Denials.unknown(describe.target(), describe.name()), true, out);
        }
        prepared.flatMap(Names.Prepared::decision).ifPresent(responses::under);
        if (describe.target() == Target.PORTAL) {
            names.portal(describe.name()).ifPresent(Names.Portal::described);
        }
        out.forward(describe);
        responses.expect(new Expected.Description(prepared));
        return new Ready();
    }

    private SessionState onClose(Close close, Out out) {
        out.forward(close);
        responses.expect(new Expected.Confirmation(
                close.target() == Target.STATEMENT
                        ? names.closeStatement(close.name())
                        : names.closePortal(close.name())));
        return new Ready();
    }

    private SessionState onExecute(Execute execute, Out out) {
        Optional<Names.Portal> found = names.portal(execute.portal());
        if (found.isEmpty()) {
            return executeMissing(execute, out);
        }
        Names.Portal portal = found.get();
        if (portal.prepared().isEmpty()) {
            Refusal.Denial unknown = Refusal.UNSUPPORTED.denial(
                    "the statement behind this portal was prepared out of this gate's sight");
            return flow.refuser().refuse(unknown, true, out);
        }
        Names.Prepared prepared = portal.prepared().get();
        if (prepared.decision().isEmpty() || portal.running().isPresent()) {
            out.forward(execute);
            responses.expect(new Expected.Execution(portal.running(), Optional.empty(), Followed.NOTHING));
            return new Ready();
        }
        return flow.onExecute(execute, prepared, portal.parameters(), out);
    }

    /** Whatever SQL may have opened under the name out of sight is closed first: the error fails its transaction anyway. */
    private SessionState executeMissing(Execute execute, Out out) {
        if (!responses.isWide() || !names.isLeftToTheServer(execute.portal())) {
            return flow.refuser().refuse(Denials.unknown(Target.PORTAL, execute.portal()), true, out);
        }
        out.forward(new Close(Target.PORTAL, execute.portal()));
        responses.expect(new Expected.InjectedClose());
        out.forward(execute);
        responses.expect(new Expected.MissingPortal());
        return new Ready();
    }
}
