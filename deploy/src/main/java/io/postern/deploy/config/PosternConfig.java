package io.postern.deploy.config;

import java.nio.file.Path;
import java.util.Optional;

import io.postern.approval.config.ApprovalConfig;
import io.postern.audit.config.AuditConfig;
import io.postern.policy.config.PolicyConfig;
import io.postern.proxy.config.ProxyConfig;
import io.postern.schemas.KafkaConnection;

/** What one file says. The parts it must have are there; others may be. */
public record PosternConfig(
        Path file,
        KafkaConnection kafka,
        Optional<EmbeddedKafkaSettings> embeddedKafka,
        IdentitySettings identity,
        Services services) {

    /** The services' own configurations. */
    public record Services(
            Optional<ProxyConfig> proxy,
            Optional<PolicyConfig> policy,
            Optional<ApprovalConfig> approval,
            Optional<AuditConfig> audit) {}
}
