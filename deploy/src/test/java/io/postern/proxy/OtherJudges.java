package io.postern.proxy;

import java.util.function.UnaryOperator;

import io.postern.proxy.adapter.netty.SessionParts;
import io.postern.proxy.config.ProxyConfig;

/** Starts a proxy whose judges are not all that it ships with, which nothing in the proxy itself can. */
public final class OtherJudges {

    private OtherJudges() {}

    /** @param bench makes the judges of those that it would have */
    public static ProxyService start(ProxyConfig config, UnaryOperator<SessionParts.Judges> bench) {
        return ProxyService.start(config, bench);
    }
}
