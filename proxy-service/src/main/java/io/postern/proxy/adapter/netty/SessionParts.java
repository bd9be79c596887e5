package io.postern.proxy.adapter.netty;

import java.util.concurrent.Executor;

import io.postern.identity.TokenVerifier;
import io.postern.proxy.cancel.CancelRouter;
import io.postern.proxy.config.Limits;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.proof.Proofs;
import io.postern.proxy.session.SessionRules;
import io.postern.proxy.statement.Approvals;
import io.postern.proxy.statement.Decisions;
import io.postern.proxy.statement.SessionLog;
import io.postern.proxy.telemetry.Telemetry;

/**
 * What every session of a proxy uses.
 *
 * @param blocking checks tokens and reads secrets
 */
public record SessionParts(
        SessionRules rules,
        Tokens tokens,
        Ports ports,
        Telemetry telemetry,
        Timeouts timeouts,
        Limits limits,
        Executor blocking) {

    /** Tells whose a token is. May block. */
    public interface Tokens {
        TokenVerifier.Result verify(String token);
    }

    /** The rest of the system. */
    public record Ports(
            Judges judges, SessionLog log, Approvals approvals, CancelRouter cancels, SchemaWatch schemaWatch) {}

    /** Who is asked what may run. */
    public record Judges(Decisions decisions, Proofs proofs) {}

    /** Wants to know when a catalog may have changed. */
    public interface SchemaWatch {
        void onSchemaChange(String database);
    }
}
