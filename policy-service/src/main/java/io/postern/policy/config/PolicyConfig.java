package io.postern.policy.config;

import java.nio.file.Path;

import io.postern.identity.Secret;
import io.postern.schemas.KafkaConnection;

/**
 * @param policyFile the policy document to put in force
 * @param signingKey a private JWK (P-256, with a kid), the same for all processes of this service; proxies trust its public
 *     part
 * @param producer the process that writes, such as "policy-service/host-1"
 * @param stateDirectory for Kafka Streams; holds nothing that topics do not hold
 */
public record PolicyConfig(
        KafkaConnection kafka, Path policyFile, Secret signingKey, String producer, Path stateDirectory) {

    public PolicyConfig {
        if (producer.isBlank()) {
            throw new IllegalArgumentException("policy.producer is empty");
        }
        if (policyFile.toString().isBlank()) {
            throw new IllegalArgumentException("policy.file is empty");
        }
        if (stateDirectory.toString().isBlank()) {
            throw new IllegalArgumentException("policy.state-directory is empty");
        }
    }
}
