/**
 * The audit page and its JSON API. Start with {@link io.postern.audit.adapter.http.AuditHttpServer}, which lists the
 * routes. Everything but the health checks and the page's own style and script needs a signed-in auditor.
 */
@NullMarked
package io.postern.audit.adapter.http;

import org.jspecify.annotations.NullMarked;
