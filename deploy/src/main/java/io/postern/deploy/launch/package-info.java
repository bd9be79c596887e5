/** Starting parts in parallel, stopping them in order, and where their logs go. */
@NullMarked
package io.postern.deploy.launch;

import org.jspecify.annotations.NullMarked;
