/**
 * Metrics by Micrometer in Prometheus' text format, traces by OpenTelemetry. Every name and label is described in
 * docs/metrics.md. Labels hold what the configuration or the gate itself names, never what a client or a server sends.
 */
@NullMarked
package io.postern.proxy.adapter.telemetry;

import org.jspecify.annotations.NullMarked;
