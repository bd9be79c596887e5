package io.postern.approval.domain;

/** Where a request came from. */
public record Origin(
        String sessionId, String statementId, String correlationId, String clientAddress, String applicationName) {}
