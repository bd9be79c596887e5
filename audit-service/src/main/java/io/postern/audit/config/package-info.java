/** What the audit service is told at start; checked as it is made, immutable afterwards. */
@NullMarked
package io.postern.audit.config;

import org.jspecify.annotations.NullMarked;
