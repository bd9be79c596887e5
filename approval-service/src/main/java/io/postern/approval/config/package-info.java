/** What the approval service is told at start. */
@NullMarked
package io.postern.approval.config;

import org.jspecify.annotations.NullMarked;
