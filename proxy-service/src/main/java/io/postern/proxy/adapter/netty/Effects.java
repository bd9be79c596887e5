package io.postern.proxy.adapter.netty;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.BackendMessage;
import io.postern.proxy.adapter.netty.Upstreams.Upstream;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.session.Effect;
import io.postern.proxy.session.SessionEvent;
import io.postern.proxy.session.SessionEvent.TimerFired;
import io.postern.proxy.session.Timer;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionLog;
import io.postern.proxy.telemetry.SessionTelemetry;

/** Carries out what a session wants done. Confined to the session's event loop, like its driver. */
final class Effects {

    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    /** For a peer that does not read to take what is queued. */
    private static final int LAST_WORDS_SECONDS = 5;

    private final Channel client;
    private final SessionParts parts;
    private final ListenerParts listener;
    private final SessionLog.Writer writer;
    private final SessionTelemetry telemetry;
    private final Map<Timer, Future<?>> timers = new EnumMap<>(Timer.class);
    private @Nullable SessionDriver driver;
    private @Nullable Upstream upstream;
    private @Nullable Session session;
    private @Nullable Relay relay;
    private @Nullable BackendKeyData cancelKey;
    private boolean closed;

    /** What the sessions of one listener share. */
    record ListenerParts(Optional<ListenerTls> tls, Upstreams upstreams, Connections connections) {}

    Effects(Channel client, SessionParts parts, ListenerParts listener, SessionLog.Writer writer) {
        this.client = client;
        this.parts = parts;
        this.listener = listener;
        this.writer = writer;
        telemetry = parts.telemetry().connected();
    }

    void attach(SessionDriver sessionDriver) {
        driver = sessionDriver;
    }

    SessionTelemetry telemetry() {
        return telemetry;
    }

    void run(Effect effect) {
        telemetry.doing(effect);
        if (effect instanceof Effect.Reply reply) {
            reply(reply.message());
        } else if (effect instanceof Effect.Forward forward) {
            if (upstream != null) {
                upstream.channel().write(Messages.encode(client.alloc(), forward.message()));
            }
        } else if (effect instanceof Effect.Decide decide) {
            decide(decide);
        } else if (effect instanceof Effect.Prove prove) {
            prove(prove);
        } else if (effect instanceof Effect.Append append) {
            answer(append.ticket(), writer.append(append.facts()));
        } else if (effect instanceof Effect.Emit emit) {
            writer.append(emit.facts());
        } else if (effect instanceof Effect.RequestApproval request) {
            String approvalId = request.request().ticket().approvalId();
            answer(
                    request.ticket(),
                    parts.ports()
                            .approvals()
                            .request(
                                    request.request(),
                                    resolution -> post(new SessionEvent.ApprovalResolved(approvalId, resolution))));
        } else if (effect instanceof Effect.WithdrawApproval withdraw) {
            parts.ports().approvals().withdraw(withdraw.approvalId(), withdraw.sessionId(), withdraw.reason());
        } else if (effect instanceof Effect.ConsumeApproval consume) {
            parts.ports().approvals().consume(consume.approvalId(), consume.sessionId(), consume.statementId());
        } else if (effect instanceof Effect.StartTimer start) {
            start(start.timer(), start.after());
        } else if (effect instanceof Effect.StopTimer stop) {
            stop(stop.timer());
        } else {
            runConnectionEffect(effect);
        }
    }

    private void decide(Effect.Decide decide) {
        CompletionStage<DecisionOutcome> answer =
                parts.ports().judges().decisions().decide(decide.session(), decide.text());
        telemetry.decisionAsked(answer.toCompletableFuture().isDone());
        answer.thenAccept(outcome -> post(new SessionEvent.Decided(decide.ticket(), outcome)));
    }

    private void prove(Effect.Prove prove) {
        CompletableFuture<ProofOutcome> asked = parts.ports()
                .judges()
                .proofs()
                .prove(prove.session(), prove.decision(), prove.text(), prove.parameterTypes())
                .toCompletableFuture();
        telemetry.proofAsked(asked.isDone());
        // What is proven already costs no timer.
        CompletableFuture<ProofOutcome> answer = asked.isDone()
                ? asked
                : asked.copy().orTimeout(parts.timeouts().decision().toMillis(), TimeUnit.MILLISECONDS);
        answer.exceptionally(failure -> new ProofOutcome.Impossible("PostgreSQL was asked and did not answer"))
                .thenAccept(outcome -> post(new SessionEvent.Proven(prove.ticket(), outcome)));
    }

    private void runConnectionEffect(Effect effect) {
        if (effect instanceof Effect.AnswerEncryption answer) {
            driver().answerEncryption(answer.acceptTls() ? listener.tls() : Optional.empty());
        } else if (effect instanceof Effect.CheckToken check) {
            parts.blocking()
                    .execute(() -> post(new SessionEvent.TokenChecked(
                            check.ticket(), parts.tokens().verify(check.token().password()))));
        } else if (effect instanceof Effect.Admit admit) {
            parts.ports()
                    .judges()
                    .decisions()
                    .admit(admit.identity(), admit.database())
                    .thenAccept(outcome -> post(new SessionEvent.Admitted(admit.ticket(), outcome)));
        } else if (effect instanceof Effect.Connect connect) {
            connect(connect);
        } else if (effect instanceof Effect.SendCancelKey send) {
            BackendKeyData key =
                    parts.ports().cancels().register(send.longKey(), () -> post(new SessionEvent.CancelAsked()));
            cancelKey = key;
            reply(key);
        } else if (effect instanceof Effect.CancelUpstream) {
            cancelUpstream();
        } else if (effect instanceof Effect.RouteCancel route) {
            parts.telemetry()
                    .cancelAsked(parts.ports().cancels().onRequest(route.request(), Connections.source(client)));
        } else if (effect instanceof Effect.Close close) {
            close(close.reason());
        }
    }

    private void connect(Effect.Connect connect) {
        Optional<String> refused =
                listener.connections().seat(client, connect.session().identity());
        if (refused.isPresent()) {
            post(new SessionEvent.TooManySessions(connect.ticket(), refused.get()));
            return;
        }
        session = connect.session();
        listener.upstreams()
                .connect(client.eventLoop(), connect.session(), connect.settings())
                .whenCompleteAsync(
                        (connected, failure) -> onConnected(connect.ticket(), connected, failure), client.eventLoop());
    }

    private void onConnected(long ticket, @Nullable Upstream connected, @Nullable Throwable failure) {
        if (connected == null) {
            post(new SessionEvent.UpstreamFailed(ticket, failureMessage(failure)));
        } else if (closed) {
            connected.channel().close();
        } else {
            upstream = connected;
            relay = new Relay(driver());
            connected.handOver(relay);
            if (!connected.channel().isActive()) {
                post(new SessionEvent.UpstreamFailed(ticket, "the database closed the connection"));
            } else {
                post(new SessionEvent.UpstreamReady(ticket, connected.greeting().parameters()));
                connected.channel().config().setAutoRead(true);
            }
        }
    }

    private static String failureMessage(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof LoginFailed && cause.getMessage() != null) {
            return cause.getMessage();
        }
        LOG.atError().addKeyValue("error", String.valueOf(cause)).log("cannot connect to the database");
        return "the database cannot be reached";
    }

    private void cancelUpstream() {
        if (upstream != null && session != null) {
            Session current = session;
            listener.upstreams().cancel(client.eventLoop(), current, upstream);
        }
    }

    private void answer(long ticket, CompletionStage<Void> appended) {
        appended.toCompletableFuture()
                .copy()
                .orTimeout(parts.timeouts().append().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> post(
                        failure == null ? new SessionEvent.Appended(ticket) : new SessionEvent.AppendFailed(ticket)));
    }

    /** Between two messages of the server. */
    void reply(BackendMessage message) {
        ByteBuf bytes = Messages.encode(client.alloc(), message);
        if (relay == null) {
            driver().writeToClient(bytes);
        } else {
            relay.say(bytes);
        }
    }

    private void start(Timer timer, Duration after) {
        stop(timer);
        timers.put(
                timer,
                client.eventLoop()
                        .schedule(() -> post(new TimerFired(timer)), after.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void stop(Timer timer) {
        Future<?> running = timers.remove(timer);
        if (running != null) {
            running.cancel(false);
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        timers.values().forEach(timer -> timer.cancel(false));
        timers.clear();
        if (cancelKey != null) {
            parts.ports().cancels().remove(cancelKey);
        }
        if (upstream != null) {
            closeSoon(upstream.channel());
        }
        telemetry.closed();
        LOG.atDebug().addKeyValue("reason", reason).log("session closed");
        driver().closeClient();
    }

    boolean offersTls() {
        return listener.tls().isPresent();
    }

    /** Sends what is queued, then closes; a peer that does not read gets no more time than {@link #LAST_WORDS_SECONDS}. */
    void closeSoon(Channel channel) {
        channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        Future<?> limit = client.eventLoop().schedule(() -> channel.close(), LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> limit.cancel(false));
    }

    boolean upstreamWritable() {
        return upstream == null || upstream.channel().isWritable();
    }

    void readUpstream(boolean read) {
        if (upstream != null) {
            upstream.channel().config().setAutoRead(read);
        }
    }

    void flushUpstream() {
        if (upstream != null) {
            upstream.channel().flush();
        }
    }

    void schemaChanged() {
        if (session != null) {
            parts.ports().schemaWatch().onSchemaChange(session.database());
        }
    }

    private void post(SessionEvent event) {
        driver().post(event);
    }

    private SessionDriver driver() {
        if (driver == null) {
            throw new IllegalStateException("no driver attached");
        }
        return driver;
    }
}
