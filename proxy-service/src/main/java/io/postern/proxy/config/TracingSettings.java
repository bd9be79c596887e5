package io.postern.proxy.config;

import java.net.URI;

/**
 * Where traces go.
 *
 * @param endpoint OTLP over HTTP, with path, as in http://collector:4318/v1/traces
 * @param ratio of the statements that are traced, above 0 and up to 1
 */
public record TracingSettings(URI endpoint, double ratio) {

    public TracingSettings {
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException("tracing.ratio: must be above 0 and at most 1, not " + ratio);
        }
    }
}
