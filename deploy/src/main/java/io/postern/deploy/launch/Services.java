package io.postern.deploy.launch;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.postern.approval.ApprovalService;
import io.postern.audit.AuditService;
import io.postern.deploy.config.Part;
import io.postern.deploy.config.PosternConfig;
import io.postern.policy.PolicyService;
import io.postern.proxy.ProxyService;

/**
 * Declares the services of a configuration, the proxy last: it lets clients in when the rest can answer, and lets them go
 * before the rest stops.
 */
public final class Services {

    private Services() {}

    /** How the proxy stops. */
    public enum Stop {
        /** Running statements are cut off. */
        AT_ONCE,
        /** Running statements and open transactions have the configured time to end. */
        DRAINED
    }

    /**
     * @param wanted each configured
     * @param after what must have started before any of them
     */
    public static void declare(
            Startup startup, PosternConfig config, Set<Part> wanted, Stop stop, CompletableFuture<?>... after) {
        PosternConfig.Services services = config.services();
        CompletableFuture<?> policy = CompletableFuture.allOf(after);
        CompletableFuture<?> approval = policy;
        CompletableFuture<?> audit = policy;
        if (wanted.contains(Part.POLICY)) {
            var settings = services.policy().orElseThrow();
            policy = startup.part("policy", "decides", () -> PolicyService.start(settings), after);
        }
        if (wanted.contains(Part.APPROVAL)) {
            var settings = services.approval().orElseThrow();
            approval = startup.part(
                    "approval", "page at " + settings.http().publicUrl(), () -> ApprovalService.start(settings), after);
        }
        if (wanted.contains(Part.AUDIT)) {
            var settings = services.audit().orElseThrow();
            audit = startup.part(
                    "audit", "page at " + settings.http().publicUrl(), () -> AuditService.start(settings), after);
        }
        if (wanted.contains(Part.PROXY)) {
            var settings = services.proxy().orElseThrow();
            String address =
                    settings.listener().host() + ":" + settings.listener().port();
            var unused = startup.part(
                    "proxy",
                    "on " + address,
                    () -> stopping(ProxyService.start(settings), stop),
                    policy,
                    approval,
                    audit);
        }
    }

    private static AutoCloseable stopping(ProxyService proxy, Stop stop) {
        return switch (stop) {
            case AT_ONCE -> proxy;
            case DRAINED ->
                () -> {
                    try (proxy) {
                        proxy.drain();
                    }
                };
        };
    }
}
