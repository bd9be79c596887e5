/** The audit log, decoded, as it grows. */
@NullMarked
package io.postern.deploy.tail;

import org.jspecify.annotations.NullMarked;
