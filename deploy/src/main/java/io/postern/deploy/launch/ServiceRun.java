package io.postern.deploy.launch;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.postern.deploy.config.EmbeddedKafkaSettings;
import io.postern.deploy.config.Part;
import io.postern.deploy.config.PosternConfig;
import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Terminal;
import io.postern.embedded.EmbeddedKafka;

/** Services in the foreground, until a signal. */
public final class ServiceRun {

    private ServiceRun() {}

    /**
     * Returns when everything has stopped.
     *
     * @param wanted each configured
     * @throws CommandFailed where one does not start; the others are stopped
     */
    public static void untilStopped(Terminal terminal, PosternConfig config, Set<Part> wanted) {
        Logs.toConsole();
        Progress progress = new Progress(terminal.err());
        Startup startup = new Startup(progress);
        StopSignal signal = StopSignal.installForService(() -> {
            progress.say("stopping");
            startup.close();
            progress.say("stopped");
        });
        try {
            CompletableFuture<?> kafka = config.embeddedKafka().isPresent()
                    ? startup.part(
                            "kafka",
                            "in this process",
                            () -> start(config.embeddedKafka().orElseThrow()))
                    : CompletableFuture.completedFuture(null);
            Services.declare(startup, config, wanted, Services.Stop.DRAINED, kafka);
            startup.await();
            progress.say("ready");
            signal.await();
        } catch (StartFailed e) {
            signal.stopAfterFailure();
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            signal.stopAfterFailure();
        }
    }

    private static EmbeddedKafka start(EmbeddedKafkaSettings settings) {
        return EmbeddedKafka.start(settings.directory(), settings.port());
    }
}
