package io.postern.proxy.adapter.netty;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.postern.identity.Identity;
import io.postern.proxy.config.Limits;

/** Sessions, counted: all together, by identity and by source. Thread-safe. */
final class SessionPlaces {

    private final Limits.Connections limits;
    private final Map<Who, Integer> byIdentity = new HashMap<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private int taken;

    /** Groups may change from token to token; the person stays the same. */
    private record Who(String issuer, String subject) {
        static Who of(Identity identity) {
            return new Who(identity.issuer(), identity.subject());
        }
    }

    SessionPlaces(Limits.Connections limits) {
        this.limits = limits;
    }

    /** Takes a place, to be given back by one {@link #release} with the same arguments; or says why there is none. */
    synchronized Optional<String> take(Identity identity, String source) {
        if (taken >= limits.sessions()) {
            return Optional.of("sorry, too many clients already: this gate serves " + limits.sessions());
        }
        if (byIdentity.getOrDefault(Who.of(identity), 0) >= limits.perIdentity()) {
            return Optional.of("too many sessions of user \"" + identity.subject() + "\": there can be "
                    + limits.perIdentity() + " at a time");
        }
        if (bySource.getOrDefault(source, 0) >= limits.perAddress()) {
            return Optional.of(
                    "too many sessions from this address: there can be " + limits.perAddress() + " at a time");
        }
        taken++;
        byIdentity.merge(Who.of(identity), 1, Integer::sum);
        bySource.merge(source, 1, Integer::sum);
        return Optional.empty();
    }

    synchronized void release(Identity identity, String source) {
        taken--;
        byIdentity.computeIfPresent(Who.of(identity), (who, count) -> count > 1 ? count - 1 : null);
        bySource.computeIfPresent(source, (address, count) -> count > 1 ? count - 1 : null);
    }

    synchronized int taken() {
        return taken;
    }
}
