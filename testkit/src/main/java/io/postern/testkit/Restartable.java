package io.postern.testkit;

import org.jspecify.annotations.Nullable;

/** An embedded server that can be down for a while: its port and data stay the same. */
final class Restartable<S extends AutoCloseable> implements AutoCloseable {

    interface Starter<S> {
        /** @param port 0 the first time, then the port of the first time */
        S start(TemporaryDirectory directory, int port);
    }

    interface PortOf<S> {
        int port(S server);
    }

    private final TemporaryDirectory directory;
    private final Starter<S> starter;
    private final Thread atExit = new Thread(this::stop, "stop-embedded-server");
    private final int port;
    private @Nullable S running;

    Restartable(String name, Starter<S> starter, PortOf<S> portOf) {
        this.directory = TemporaryDirectory.create(name);
        this.starter = starter;
        S server = startOrClean();
        this.port = portOf.port(server);
        this.running = server;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    private S startOrClean() {
        try {
            return starter.start(directory, 0);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    synchronized void stop() {
        S server = running;
        running = null;
        if (server != null) {
            try {
                server.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("the embedded server does not stop", e);
            }
        }
    }

    synchronized void restart() {
        stop();
        running = starter.start(directory, port);
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
        directory.close();
    }
}
