package io.postern.audit.config;

import io.postern.schemas.KafkaConnection;

/** Everything the audit service needs to know. */
public record AuditConfig(KafkaConnection kafka, HttpEndpoint http, StoreSettings store, AccessSettings access) {}
