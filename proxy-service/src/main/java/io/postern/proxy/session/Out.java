package io.postern.proxy.session;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.FrontendMessage;
import io.postern.proxy.statement.SessionFact;

/** Collects the effects of one event, and hands out tickets. */
final class Out {

    private final List<Effect> effects = new ArrayList<>();
    private long lastTicket;

    long ticket() {
        return ++lastTicket;
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    void reply(BackendMessage message) {
        effects.add(new Effect.Reply(message));
    }

    void forward(FrontendMessage message) {
        effects.add(new Effect.Forward(message));
    }

    void emit(String sessionId, SessionFact... facts) {
        effects.add(new Effect.Emit(sessionId, List.of(facts)));
    }

    List<Effect> drain() {
        List<Effect> drained = List.copyOf(effects);
        effects.clear();
        return drained;
    }
}
