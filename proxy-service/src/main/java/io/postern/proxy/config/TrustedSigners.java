package io.postern.proxy.config;

import java.nio.file.Path;

/**
 * Whose events open things: JWK sets of public keys (RFC 7517 §5), read at the start.
 *
 * @param policyKeys of the policy service: they sign policies, decisions and admissions
 * @param approvalKeys of the approval service: they sign how approvals end
 */
public record TrustedSigners(Path policyKeys, Path approvalKeys) {}
