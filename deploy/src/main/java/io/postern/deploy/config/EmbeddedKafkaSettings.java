package io.postern.deploy.config;

import java.nio.file.Path;

/** A broker inside this process, on loopback, for one machine. */
public record EmbeddedKafkaSettings(int port, Path directory) {}
