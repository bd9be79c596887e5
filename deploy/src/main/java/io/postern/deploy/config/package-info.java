/**
 * The configuration file: YAML in, the services' config records out. Every problem of a file is found in one reading and
 * reported with its key and line.
 */
@NullMarked
package io.postern.deploy.config;

import org.jspecify.annotations.NullMarked;
