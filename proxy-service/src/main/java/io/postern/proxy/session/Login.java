package io.postern.proxy.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.postern.identity.Identity;
import io.postern.identity.TokenVerifier;
import io.postern.pgwire.AuthenticationCleartextPassword;
import io.postern.pgwire.AuthenticationOk;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.GSSENCRequest;
import io.postern.pgwire.NegotiateProtocolVersion;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.StartupPacket;
import io.postern.pgwire.TransactionStatus;
import io.postern.proxy.session.SessionState.Admitting;
import io.postern.proxy.session.SessionState.AwaitingStartup;
import io.postern.proxy.session.SessionState.AwaitingTls;
import io.postern.proxy.session.SessionState.AwaitingToken;
import io.postern.proxy.session.SessionState.CheckingToken;
import io.postern.proxy.session.SessionState.Connecting;
import io.postern.proxy.session.SessionState.Opening;
import io.postern.proxy.session.SessionState.Pass;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;

/**
 * From the first packet to a recorded session. Message flow: PostgreSQL manual, "Start-up" under "Message Flow". The token
 * travels as a cleartext password inside TLS, or on loopback.
 */
final class Login {

    private static final int NEWEST_MINOR = 2;

    private final String sessionId;
    private final String clientAddress;
    private final boolean loopback;
    private final SessionRules rules;

    Login(String sessionId, String clientAddress, boolean loopback, SessionRules rules) {
        this.sessionId = sessionId;
        this.clientAddress = clientAddress;
        this.loopback = loopback;
        this.rules = rules;
    }

    SessionState onStartup(AwaitingStartup state, StartupPacket packet, Out out) {
        if (packet instanceof SSLRequest) {
            if (state.encrypted() || state.tlsAsked()) {
                return violation("a second request for TLS", out);
            }
            out.add(new Effect.AnswerEncryption(rules.tlsAvailable()));
            return rules.tlsAvailable()
                    ? new AwaitingTls(state.gssAsked())
                    : new AwaitingStartup(false, true, state.gssAsked());
        }
        if (packet instanceof GSSENCRequest) {
            if (state.encrypted() || state.gssAsked()) {
                return violation("a second request for GSSAPI encryption", out);
            }
            out.add(new Effect.AnswerEncryption(false));
            return new AwaitingStartup(false, state.tlsAsked(), true);
        }
        if (packet instanceof CancelRequest request) {
            out.add(new Effect.RouteCancel(request));
            return close("cancel request", out);
        }
        return onStartupMessage((StartupMessage) packet, state.encrypted(), out);
    }

    private SessionState onStartupMessage(StartupMessage message, boolean encrypted, Out out) {
        if (!encrypted && !loopback) {
            return reject(
                    Refusal.IDENTITY_REJECTED,
                    "TLS is required: the token is a password (use sslmode=require or stronger)",
                    Known.NOTHING,
                    out);
        }
        Startup.Checked checked = Startup.check(message, encrypted);
        if (checked.startup().isEmpty()) {
            Refusal.Denial denial = checked.denial().orElseThrow();
            return reject(denial.refusal(), denial.message(), Known.NOTHING, out);
        }
        List<String> protocolOptions = message.parameters().keySet().stream()
                .filter(name -> name.startsWith("_pq_."))
                .toList();
        if (message.minorVersion() > NEWEST_MINOR || !protocolOptions.isEmpty()) {
            out.reply(new NegotiateProtocolVersion(Math.min(message.minorVersion(), NEWEST_MINOR), protocolOptions));
        }
        out.reply(new AuthenticationCleartextPassword());
        return new AwaitingToken(checked.startup().get());
    }

    SessionState onToken(AwaitingToken state, PasswordMessage token, Out out) {
        long ticket = out.ticket();
        out.add(new Effect.CheckToken(ticket, token));
        return new CheckingToken(state.startup(), ticket);
    }

    SessionState onTokenChecked(CheckingToken state, TokenVerifier.Result result, Out out) {
        Startup startup = state.startup();
        if (result instanceof TokenVerifier.Rejected rejected) {
            if (rejected.reason() == TokenVerifier.Reason.KEYS_UNAVAILABLE) {
                return reject(
                        Refusal.DECISION_UNAVAILABLE,
                        "the token cannot be checked right now: the issuer's keys cannot be had",
                        Known.of(startup),
                        out);
            }
            return reject(
                    Refusal.BAD_CREDENTIALS,
                    "token authentication failed for user \"" + startup.user() + "\": " + rejected.detail(),
                    Known.of(startup),
                    out);
        }
        TokenVerifier.Verified verified = (TokenVerifier.Verified) result;
        Known known = new Known(Optional.of(verified.identity()), Optional.of(startup.database()));
        if (!verified.identity().subject().equals(startup.user())) {
            return reject(
                    Refusal.IDENTITY_REJECTED,
                    "the token was issued to another subject than user \"" + startup.user() + "\"",
                    known,
                    out);
        }
        if (rules.searchPath(startup.database()).isEmpty()) {
            return reject(Refusal.IDENTITY_REJECTED, notAdmitted(startup), known, out);
        }
        long ticket = out.ticket();
        out.add(new Effect.Admit(ticket, verified.identity(), startup.database()));
        return new Admitting(startup, verified.identity(), verified.expiresAt(), ticket);
    }

    SessionState onAdmitted(Admitting state, AdmissionOutcome outcome, Out out) {
        Startup startup = state.startup();
        Known known = new Known(Optional.of(state.identity()), Optional.of(startup.database()));
        if (outcome instanceof AdmissionOutcome.Unavailable) {
            return reject(
                    Refusal.DECISION_UNAVAILABLE, "no admission decision can be had right now; try again", known, out);
        }
        if (outcome instanceof AdmissionOutcome.Rejected) {
            return reject(Refusal.IDENTITY_REJECTED, notAdmitted(startup), known, out);
        }
        AdmissionOutcome.Admitted admitted = (AdmissionOutcome.Admitted) outcome;
        Session session = new Session(
                sessionId,
                state.identity(),
                startup.database(),
                admitted.databaseRole(),
                rules.searchPath(startup.database()).orElseThrow(),
                new Session.ClientOrigin(clientAddress, startup.applicationName(), startup.encrypted()));
        long ticket = out.ticket();
        out.add(new Effect.Connect(ticket, session, startup.settings()));
        return new Connecting(
                new Pass(session, startup, state.tokenExpiresAt(), admitted.ruleId(), admitted.policyVersion()),
                ticket);
    }

    SessionState onUpstreamReady(Connecting state, Map<String, String> parameters, Out out) {
        Pass pass = state.pass();
        long ticket = out.ticket();
        out.add(new Effect.Append(
                ticket,
                sessionId,
                List.of(new SessionFact.Opened(pass.session(), pass.admissionRuleId(), pass.policyVersion()))));
        return new Opening(pass, parameters, ticket);
    }

    SessionState onUpstreamFailed(Connecting state, String why, Out out) {
        return reject(Refusal.UPSTREAM_UNREACHABLE, why, Known.of(state.pass()), out);
    }

    SessionState onTooManySessions(Connecting state, String why, Out out) {
        return reject(Refusal.TOO_MANY_SESSIONS, why, Known.of(state.pass()), out);
    }

    /** That the session was opened will be on the log as soon as it can be written; so will be its end. */
    SessionState onOpenFailed(Out out) {
        String why = "the audit log cannot be written right now; nothing can run";
        out.emit(sessionId, new SessionFact.Closed(why, 0));
        out.reply(Refusal.LOG_UNAVAILABLE.fatal(why));
        return close(why, out);
    }

    /** The greeting, once the log has the session. */
    void greet(Opening state, Moment now, Out out) {
        out.reply(new AuthenticationOk());
        Map<String, String> parameters = new TreeMap<>(state.parameters());
        parameters.put("session_authorization", state.pass().startup().user());
        parameters.forEach((name, value) -> out.reply(new ParameterStatus(name, value)));
        out.add(new Effect.SendCancelKey(state.pass().startup().longCancelKeys()));
        out.reply(new ReadyForQuery(TransactionStatus.IDLE));
        out.add(new Effect.StopTimer(Timer.LOGIN));
        Duration left = Duration.between(now.instant(), state.pass().tokenExpiresAt());
        out.add(new Effect.StartTimer(Timer.TOKEN, left.isNegative() ? Duration.ZERO : left));
    }

    SessionState violation(String what, Out out) {
        return reject(Refusal.PROTOCOL_VIOLATION, what, Known.NOTHING, out);
    }

    SessionState reject(Refusal refusal, String message, Known known, Out out) {
        // Who has not even named a database leaves no trace on the log, or a port scan could fill it.
        if (known.database().isPresent()) {
            out.emit(
                    sessionId,
                    new SessionFact.Rejected(
                            sessionId, known.identity(), known.database(), clientAddress, refusal.sqlState(), message));
        }
        out.reply(refusal.fatal(message));
        return close(message, out);
    }

    private static SessionState close(String reason, Out out) {
        out.add(new Effect.Close(reason));
        return new SessionState.Closed();
    }

    private static String notAdmitted(Startup startup) {
        return "user \"" + startup.user() + "\" is not admitted to database \"" + startup.database() + "\"";
    }

    /** What is already known of a client that is turned away. */
    record Known(Optional<Identity> identity, Optional<String> database) {
        static final Known NOTHING = new Known(Optional.empty(), Optional.empty());

        static Known of(SessionState state) {
            if (state instanceof AwaitingToken awaiting) {
                return of(awaiting.startup());
            }
            if (state instanceof CheckingToken checking) {
                return of(checking.startup());
            }
            if (state instanceof Admitting admitting) {
                return new Known(
                        Optional.of(admitting.identity()),
                        Optional.of(admitting.startup().database()));
            }
            return state instanceof Connecting connecting ? of(connecting.pass()) : NOTHING;
        }

        static Known of(Startup startup) {
            return new Known(Optional.empty(), Optional.of(startup.database()));
        }

        static Known of(Pass pass) {
            return new Known(
                    Optional.of(pass.session().identity()),
                    Optional.of(pass.session().database()));
        }
    }
}
