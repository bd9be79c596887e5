package io.postern.proxy.session;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.postern.pgwire.sql.LexerLimits;

/**
 * What all sessions of a proxy have in common.
 *
 * @param databases search path by the name that clients use
 * @param approvalsUrl start of the link in a parked statement's notice
 * @param approvalIds unguessable, unique, short enough to type
 */
public record SessionRules(
        Map<String, List<String>> databases,
        boolean tlsAvailable,
        LexerLimits lexerLimits,
        Duration loginTimeout,
        URI approvalsUrl,
        Supplier<String> approvalIds) {

    /** After the service's own expiry had its chance to be heard. */
    static final Duration EXPIRY_GRACE = Duration.ofSeconds(3);

    public SessionRules {
        databases = Map.copyOf(databases);
    }

    Optional<List<String>> searchPath(String database) {
        return Optional.ofNullable(databases.get(database));
    }

    String approvalLink(String approvalId) {
        String base = approvalsUrl.toString();
        return (base.endsWith("/") ? base : base + "/") + "approvals/" + approvalId;
    }
}
