/**
 * The {@code postern} command. Everything meets here and nothing depends on it: {@code cli} is what people type,
 * {@code config} reads the configuration file, {@code launch} starts and stops services, {@code demo} is everything on
 * one machine, {@code tail} shows the log as it grows.
 */
@NullMarked
package io.postern.deploy;

import org.jspecify.annotations.NullMarked;
