/**
 * What the proxy can be watched by: {@link io.postern.proxy.telemetry.SessionWatch} sees a session's effects and events and
 * tells {@link io.postern.proxy.telemetry.Measures} what they mean. Pure; knows no library for metrics or traces.
 */
@NullMarked
package io.postern.proxy.telemetry;

import org.jspecify.annotations.NullMarked;
