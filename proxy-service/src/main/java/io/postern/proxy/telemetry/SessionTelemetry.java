package io.postern.proxy.telemetry;

import io.postern.proxy.session.Effect;
import io.postern.proxy.session.SessionEvent;

/** One connection, watched. Called on the session's event loop only; returns at once and never throws. */
public interface SessionTelemetry {

    SessionTelemetry NONE = new SessionTelemetry() {
        @Override
        public void doing(Effect effect) {}

        @Override
        public void happened(SessionEvent event) {}

        @Override
        public void decisionAsked(boolean known) {}

        @Override
        public void proofAsked(boolean known) {}

        @Override
        public void received(int bytes) {}

        @Override
        public void sent(int bytes) {}

        @Override
        public void writable(Peer peer, boolean writable) {}

        @Override
        public void tlsFailed() {}

        @Override
        public void closed() {}
    };

    /** The effect is about to be carried out. */
    void doing(Effect effect);

    /** The event is about to be handed to the session. */
    void happened(SessionEvent event);

    /**
     * After {@link Effect.Decide}.
     *
     * @param known whether the proxy's own table had the answer
     */
    void decisionAsked(boolean known);

    /**
     * After {@link Effect.Prove}.
     *
     * @param known whether it was proven before
     */
    void proofAsked(boolean known);

    /** From the client, without TLS. */
    void received(int bytes);

    /** To the client, without TLS. Called for runs of messages, not for rows. */
    void sent(int bytes);

    /** The peer takes no more for now, or does again; meanwhile the other side is not read. */
    void writable(Peer peer, boolean writable);

    /** The handshake that the client asked for did not come about. */
    void tlsFailed();

    /** Nothing more happens; called once, by whatever way the session ends. */
    void closed();
}
