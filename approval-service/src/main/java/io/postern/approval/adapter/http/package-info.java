/**
 * The page, the REST API and the stream of changes, on Vert.x event loops. What can block runs on worker threads.
 *
 * <p>Nothing of a request is shown to anybody but its requester and those who may decide it: to others it does not exist.
 */
@NullMarked
package io.postern.approval.adapter.http;

import org.jspecify.annotations.NullMarked;
