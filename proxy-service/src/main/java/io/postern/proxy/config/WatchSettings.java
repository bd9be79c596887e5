package io.postern.proxy.config;

import java.util.Optional;

/**
 * How the proxy is watched.
 *
 * @param tracing empty where no traces are wanted
 */
public record WatchSettings(AdminSettings admin, Optional<TracingSettings> tracing) {}
