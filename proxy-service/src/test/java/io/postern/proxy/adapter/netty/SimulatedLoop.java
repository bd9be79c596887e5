package io.postern.proxy.adapter.netty;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;

/** An event loop that runs when told to, on the caller's thread, with a clock of its own: the same every time. */
final class SimulatedLoop extends AbstractScheduledEventExecutor implements EventLoop {

    private static final int MAX_TASKS = 100_000;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Promise<Object> terminated = ImmediateEventExecutor.INSTANCE.newPromise();

    /** Runs what is due, and what that makes due. */
    void run() {
        for (int i = 0; i < MAX_TASKS; i++) {
            Runnable due = pollScheduledTask(ticker.nanoTime());
            if (due != null) {
                tasks.add(due);
            }
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            task.run();
        }
        throw new AssertionError("the event loop does not come to rest");
    }

    void advance(long millis) {
        ticker.advance(millis, TimeUnit.MILLISECONDS);
        run();
    }

    /** Lets go of what Netty keeps for each of its loops. */
    void terminate() {
        terminated.setSuccess(this);
    }

    boolean isIdle() {
        return tasks.isEmpty() && !hasScheduledTasks();
    }

    @Override
    public Ticker ticker() {
        return ticker;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return true;
    }

    @Override
    public EventLoopGroup parent() {
        return this;
    }

    @Override
    public EventLoop next() {
        return this;
    }

    @Override
    public ChannelFuture register(Channel channel) {
        return register(new DefaultChannelPromise(channel, this));
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        promise.channel().unsafe().register(this, promise);
        return promise;
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        channel.unsafe().register(this, promise);
        return promise;
    }

    @Override
    public boolean isShuttingDown() {
        return false;
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<?> terminationFuture() {
        return terminated;
    }

    @Override
    @Deprecated
    public void shutdown() {
        throw new UnsupportedOperationException();
    }
}
