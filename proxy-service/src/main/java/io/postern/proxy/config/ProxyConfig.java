package io.postern.proxy.config;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.postern.identity.OidcSettings;
import io.postern.schemas.KafkaConnection;

/**
 * One proxy.
 *
 * @param producer names this process on the log, such as "proxy-service/host-1"
 * @param trust whose events may open something
 * @param databases what clients may name as database; names are unique
 * @param approvalsUrl where approvers go; the link in a parked statement's notice starts with it
 */
public record ProxyConfig(
        String producer,
        KafkaConnection kafka,
        TrustedSigners trust,
        ListenerSettings listener,
        OidcSettings oidc,
        List<DatabaseTarget> databases,
        URI approvalsUrl,
        Timeouts timeouts,
        Limits limits,
        WatchSettings watch) {

    public ProxyConfig {
        databases = List.copyOf(databases);
        if (producer.isBlank()) {
            throw new IllegalArgumentException("producer: must not be blank");
        }
        if (databases.isEmpty()) {
            throw new IllegalArgumentException("databases: at least one is needed");
        }
        Set<String> names = new HashSet<>();
        for (DatabaseTarget database : databases) {
            if (!names.add(database.name())) {
                throw new IllegalArgumentException("databases: \"" + database.name() + "\" is there twice");
            }
        }
    }
}
