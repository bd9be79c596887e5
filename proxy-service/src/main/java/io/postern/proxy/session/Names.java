package io.postern.proxy.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.Parameter;
import io.postern.proxy.statement.StatementText;

/**
 * Prepared statements and portals, as the server will know them once it has read what was forwarded. A change is made
 * when its message is forwarded, so that pipelined messages find it, and undone where the server reports an error before
 * confirming it. Confined to its session's thread.
 */
final class Names {

    private final Map<String, Prepared> statements = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();

    /**
     * @param decision empty for a text with nothing to run
     */
    record Prepared(StatementText text, List<Long> parameterTypes, Optional<Decision> decision) {}

    /** A bound statement; {@code running} is set once it was executed. Confined to its session's thread. */
    static final class Portal {
        private final Prepared prepared;
        private final List<Parameter> parameters;
        private @Nullable Running running;

        Portal(Prepared prepared, List<Parameter> parameters) {
            this.prepared = prepared;
            this.parameters = List.copyOf(parameters);
        }

        Prepared prepared() {
            return prepared;
        }

        List<Parameter> parameters() {
            return parameters;
        }

        Optional<Running> running() {
            return Optional.ofNullable(running);
        }

        void started(Running statement) {
            running = statement;
        }
    }

    /** Takes a change back. */
    interface Undo {
        void run();
    }

    Optional<Prepared> statement(String name) {
        return Optional.ofNullable(statements.get(name));
    }

    Optional<Portal> portal(String name) {
        return Optional.ofNullable(portals.get(name));
    }

    int size() {
        return statements.size() + portals.size();
    }

    Undo prepare(String name, Prepared prepared) {
        return restoring(statements, name, statements.put(name, prepared));
    }

    Undo bind(String name, Portal portal) {
        return restoring(portals, name, portals.put(name, portal));
    }

    Undo closeStatement(String name) {
        return restoring(statements, name, statements.remove(name));
    }

    Undo closePortal(String name) {
        return restoring(portals, name, portals.remove(name));
    }

    /** Query replaces the unnamed statement and portal by none (manual, "Extended Query"). */
    void dropUnnamed() {
        statements.remove("");
        portals.remove("");
    }

    /** Portals live as long as their transaction. */
    void dropPortals() {
        portals.clear();
    }

    private static <T> Undo restoring(Map<String, T> map, String name, @Nullable T previous) {
        return () -> {
            if (previous == null) {
                map.remove(name);
            } else {
                map.put(name, previous);
            }
        };
    }
}
