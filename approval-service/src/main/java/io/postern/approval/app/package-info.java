/** What people do with approvals, and the ports behind which the log and its fold live. */
@NullMarked
package io.postern.approval.app;

import org.jspecify.annotations.NullMarked;
