/** What people type: one class per command, options and exit codes by picocli. */
@NullMarked
package io.postern.deploy.cli;

import org.jspecify.annotations.NullMarked;
