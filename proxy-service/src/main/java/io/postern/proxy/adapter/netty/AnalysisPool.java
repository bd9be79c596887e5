package io.postern.proxy.adapter.netty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.adapter.netty.AnalysisConnection.Answer;
import io.postern.proxy.adapter.netty.AnalysisConnection.TooMuch;
import io.postern.proxy.config.AnalysisSettings;
import io.postern.proxy.proof.Analysis;
import io.postern.proxy.proof.ServerFacts;

/**
 * A few connections of one role in one database, opened when they are needed, closed when they are not. A question waits for
 * one of them, in its turn and not for long. Event-loop confined.
 */
final class AnalysisPool {

    /** So that a database that is down is not asked for every statement. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final AnalysisSettings settings;
    private final Supplier<CompletionStage<Ready>> opener;
    private final Deque<Line> idle = new ArrayDeque<>();
    private final Set<Line> lines = new HashSet<>();
    private final Deque<Question> waiting = new ArrayDeque<>();
    private int opening;
    private long failedAt;
    private @Nullable String failure;

    /** A connection that may be asked. */
    record Ready(AnalysisConnection connection, ServerFacts facts) {}

    /** A connection with the timer that closes it when nobody needs it. */
    private static final class Line {
        final Ready ready;

        @Nullable
        ScheduledFuture<?> closing;

        Line(Ready ready) {
            this.ready = ready;
        }
    }

    /** Somebody who waits. */
    private static final class Question {
        final SqlText text;
        final List<Long> parameterTypes;
        final CompletableFuture<Analysis> answer;

        @Nullable
        ScheduledFuture<?> limit;

        @Nullable
        Line asked;

        Question(SqlText text, List<Long> parameterTypes, CompletableFuture<Analysis> answer) {
            this.text = text;
            this.parameterTypes = parameterTypes;
            this.answer = answer;
        }
    }

    /** @param opener connects, logs in and finds out what the server is */
    AnalysisPool(EventLoop loop, AnalysisSettings settings, Supplier<CompletionStage<Ready>> opener) {
        this.loop = loop;
        this.settings = settings;
        this.opener = opener;
    }

    void ask(SqlText text, List<Long> parameterTypes, CompletableFuture<Analysis> answer) {
        String failed = failure;
        if (failed != null && System.nanoTime() - failedAt < RETRY_NANOS) {
            answer.complete(new Analysis.Unavailable(failed));
            return;
        }
        if (waiting.size() >= settings.queue()) {
            answer.complete(new Analysis.Unavailable("too many statements wait to be analysed"));
            return;
        }
        Question question = new Question(text, parameterTypes, answer);
        question.limit =
                loop.schedule(() -> onTimeout(question), settings.limit().toMillis(), TimeUnit.MILLISECONDS);
        waiting.add(question);
        proceed();
    }

    private void proceed() {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            Line line = idle.pop();
            if (line.closing != null) {
                line.closing.cancel(false);
            }
            ask(waiting.remove(), line);
        }
        if (waiting.size() > opening && lines.size() + opening < settings.connections()) {
            open();
        }
    }

    private void open() {
        opening++;
        opener.get()
                .whenComplete((ready, problem) -> loop.execute(() -> {
                    opening--;
                    if (problem != null) {
                        onNoConnection(problem);
                        return;
                    }
                    failure = null;
                    Line line = new Line(ready);
                    lines.add(line);
                    release(line);
                }));
    }

    private void onNoConnection(Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        String why = cause instanceof LoginFailed failed
                ? "no connection for analysis: " + failed.getMessage()
                : "no connection for analysis";
        failure = why;
        failedAt = System.nanoTime();
        if (lines.isEmpty()) {
            while (!waiting.isEmpty()) {
                finish(waiting.remove(), new Analysis.Unavailable(why));
            }
        }
    }

    private void ask(Question question, Line line) {
        question.asked = line;
        line.ready
                .connection()
                .parse(question.text, question.parameterTypes)
                .whenComplete((answer, problem) -> loop.execute(() -> {
                    if (problem == null) {
                        release(line);
                        finish(question, analysis(answer, line.ready.facts()));
                    } else {
                        drop(line);
                        finish(
                                question,
                                problem instanceof TooMuch
                                        ? new Analysis.TooLarge()
                                        : new Analysis.Unavailable("the database closed the connection"));
                        proceed();
                    }
                }));
    }

    private static Analysis analysis(Answer answer, ServerFacts facts) {
        if (answer.error().isPresent()) {
            ErrorResponse error = answer.error().get();
            return ServerTrouble.is(error.sqlState())
                    ? new Analysis.Unavailable("the database could not analyse it: SQLSTATE " + error.sqlState())
                    : new Analysis.Rejected(error.sqlState(), error.message());
        }
        return answer.trees().size() == 1
                ? new Analysis.Printed(answer.trees().get(0), facts)
                : new Analysis.Unavailable("the database prints no tree");
    }

    private void release(Line line) {
        if (!lines.contains(line)) {
            return;
        }
        line.closing = loop.schedule(() -> drop(line), settings.idle().toMillis(), TimeUnit.MILLISECONDS);
        idle.push(line);
        proceed();
    }

    private void drop(Line line) {
        lines.remove(line);
        idle.remove(line);
        line.ready.connection().close();
    }

    private void onTimeout(Question question) {
        waiting.remove(question);
        if (question.asked != null) {
            drop(question.asked);
        }
        finish(question, new Analysis.Unavailable("the database did not analyse it in time"));
        proceed();
    }

    private static void finish(Question question, Analysis analysis) {
        if (question.limit != null) {
            question.limit.cancel(false);
        }
        question.answer.complete(analysis);
    }

    void close() {
        for (Line line : List.copyOf(lines)) {
            drop(line);
        }
        while (!waiting.isEmpty()) {
            finish(waiting.remove(), new Analysis.Unavailable("the proxy stops"));
        }
    }
}
