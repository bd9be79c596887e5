package io.postern.approval.config;

import java.nio.file.Path;

import io.postern.identity.OidcSettings;
import io.postern.identity.Secret;
import io.postern.schemas.KafkaConnection;

/**
 * Everything the approval service needs to know.
 *
 * @param producer names this process in the events it writes, such as "approval-service/host-1"
 * @param signingKey a private JWK (P-256, with a kid), the same for all processes of this service; proxies trust its public
 *     part
 * @param stateDirectory for Kafka Streams' lock files; nothing in it is worth a backup
 * @param oidc the audience is that of web and API tokens, not of wire tokens
 * @param clientId of the page at the issuer: a public client with PKCE
 */
public record ApprovalConfig(
        KafkaConnection kafka,
        String producer,
        Secret signingKey,
        Path stateDirectory,
        HttpEndpoint http,
        OidcSettings oidc,
        String clientId) {

    public ApprovalConfig {
        if (producer.isBlank()) {
            throw new IllegalArgumentException("producer: is empty");
        }
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("clientId: is empty");
        }
    }
}
