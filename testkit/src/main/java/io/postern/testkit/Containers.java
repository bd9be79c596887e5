package io.postern.testkit;

import java.util.Optional;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** Containers where a Docker engine answers and has, or gets, the image. */
final class Containers {

    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

    private Containers() {}

    /** The started container; empty where there is no engine or the container does not start. */
    static <C extends GenericContainer<C>> Optional<C> start(Supplier<C> make) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        C container = make.get();
        try {
            container.start();
            return Optional.of(container);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("image", container.getDockerImageName())
                    .addKeyValue("error", e.getMessage())
                    .log("the container does not start; the embedded server takes its place");
            container.close();
            return Optional.empty();
        }
    }
}
