package io.postern.proxy.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.Bytes;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.Parameter;
import io.postern.proxy.statement.StatementText;

/**
 * Prepared statements and portals, as the server will know them once it has read what was forwarded. A change is made
 * when its message is forwarded, so that pipelined messages find it, and later confirmed or undone by what the server
 * answers; undoing one leaves those made after it.
 *
 * <p>Within a pipeline a change may be relied on before it is confirmed: where it fails, the server skips what relies on
 * it. Beyond the Sync it may not. Confined to its session's thread.
 */
final class Names {

    /** Bytes of a name that PostgreSQL looks at: NAMEDATALEN - 1. Names that differ behind them are one. */
    private static final int NAME_BYTES = 63;

    private final Namespace<Prepared> statements =
            new Namespace<>(prepared -> prepared.text().sql().length());
    private final Namespace<Portal> portals = new Namespace<>(portal -> portal.parameters().stream()
            .mapToLong(parameter -> parameter.value().map(Bytes::length).orElse(0))
            .sum());
    private long pipeline;
    private boolean unnamedHidden;

    /**
     * @param text as the client sent it
     * @param sql as the server got it
     * @param decision empty for a text with nothing to run
     */
    record Prepared(StatementText text, SqlText sql, List<Long> parameterTypes, Optional<Decision> decision) {}

    /** A bound statement; {@code running} is set once it was executed. Confined to its session's thread. */
    static final class Portal {
        private final Optional<Prepared> prepared;
        private final Optional<Decision> decision;
        private final List<Parameter> parameters;
        private final Origin origin;
        private @Nullable Running running;
        private long startedIn;
        private boolean reached;
        private boolean described;

        Portal(Prepared prepared, List<Parameter> parameters, Origin origin) {
            this(Optional.of(prepared), prepared.decision(), parameters, origin);
        }

        private Portal(
                Optional<Prepared> prepared, Optional<Decision> decision, List<Parameter> parameters, Origin origin) {
            this.prepared = prepared;
            this.decision = decision;
            this.parameters = List.copyOf(parameters);
            this.origin = origin;
        }

        /** Bound to a statement that was made out of sight, if the server knows one: nothing may be executed. */
        static Portal ofUnknown() {
            return new Portal(Optional.empty(), Optional.empty(), List.of(), Origin.BOUND);
        }

        /**
         * Made by DECLARE.
         *
         * @param prepared empty where the statement is not known by itself: the protocol may not execute it
         */
        static Portal declared(Optional<Prepared> prepared, Decision decision, Origin origin) {
            return new Portal(prepared, Optional.of(decision), List.of(), origin);
        }

        /** Empty where the statement is not known. */
        Optional<Prepared> prepared() {
            return prepared;
        }

        List<Parameter> parameters() {
            return parameters;
        }

        Optional<Running> running() {
            return Optional.ofNullable(running);
        }

        /** The server answered the first Execute. */
        void reached() {
            reached = true;
        }

        /** The client asked for the portal's columns: they are checked as they come. */
        void described() {
            described = true;
        }

        /** Whether the portal's columns are checked ahead of its rows, under the decision that it runs by. */
        boolean isDescribedUnder(Decision decision) {
            return described
                    && prepared.flatMap(Prepared::decision)
                            .filter(made -> made.guardedColumns().equals(decision.guardedColumns()))
                            .isPresent();
        }

        /** The server never got to the Execute: the next one is the first. */
        void notStarted() {
            running = null;
        }
    }

    /** How a portal came to be. */
    enum Origin {
        /** Bind. */
        BOUND,
        /** DECLARE. */
        DECLARED,
        /** DECLARE … WITH HOLD: outlives its transaction. */
        HELD
    }

    /** A change that the server has not answered yet; exactly one of the two is called, once. */
    interface Change {
        void confirm();

        void undo();
    }

    Optional<Prepared> statement(String name) {
        return statements.find(name);
    }

    Optional<Portal> portal(String name) {
        return portals.find(name);
    }

    /** From here on the server reads, whatever became of the messages so far. */
    void synced() {
        pipeline++;
    }

    /** Whether what the statement's name stands for depends on an answer to an earlier pipeline. */
    boolean isStatementOpen(String name) {
        return statements.isOpen(name, pipeline);
    }

    /** Whether what the portal's name stands for, or whether it has run, depends on an answer to an earlier pipeline. */
    boolean isPortalOpen(String name) {
        return portals.isOpen(name, pipeline)
                || portal(name)
                        .filter(portal -> portal.running != null && !portal.reached && portal.startedIn < pipeline)
                        .isPresent();
    }

    /** The portal's first Execute is forwarded. */
    void start(Portal portal, Running statement) {
        portal.running = statement;
        portal.startedIn = pipeline;
    }

    /** Whether one of these names may be that of a portal made by Bind, whose text SQL would run unseen. */
    boolean mayNameBoundPortal(Set<String> words) {
        return words.stream().anyMatch(word -> portals.mayBe(word, portal -> portal.origin == Origin.BOUND));
    }

    /**
     * Whether one of these names may be that of a prepared statement that was decided otherwise than so. Where an answer is
     * still due, a name may stand for any of several.
     */
    boolean mayNameStatement(Set<String> executed, Predicate<Decision> otherwise) {
        return executed.stream()
                .anyMatch(name -> statements.mayBe(
                        name, prepared -> prepared.decision().filter(otherwise).isPresent()));
    }

    /** Whether one of these words may be the name of a cursor whose query was decided otherwise than so. */
    boolean mayNameCursor(Set<String> words, Predicate<Decision> otherwise) {
        return words.stream()
                .anyMatch(word -> portals.mayBe(
                        word, portal -> portal.decision.filter(otherwise).isPresent()));
    }

    /** What the server got for these prepared statements; empty where none is known. */
    Optional<SqlText> textOf(Set<String> executed) {
        List<String> texts = executed.stream()
                .map(this::statement)
                .flatMap(Optional::stream)
                .map(prepared -> prepared.sql().asString())
                .toList();
        return texts.isEmpty() ? Optional.empty() : Optional.of(SqlText.of(String.join(";\n", texts)));
    }

    int size() {
        return statements.size() + portals.size();
    }

    /** Bytes of the texts and parameters that are kept. */
    long bytes() {
        return statements.bytes + portals.bytes;
    }

    Change prepare(String name, Prepared prepared) {
        unnamedHidden &= !name.isEmpty();
        return statements.put(name, prepared, pipeline);
    }

    Change bind(String name, Portal portal) {
        return portals.put(name, portal, pipeline);
    }

    Change closeStatement(String name) {
        return statements.put(name, null, pipeline);
    }

    Change closePortal(String name) {
        return portals.put(name, null, pipeline);
    }

    /** Query replaces the unnamed statement and portal by none (manual, "Extended Query"). */
    Change dropUnnamed() {
        unnamedHidden = false;
        Change statement = statements.put("", null, pipeline);
        Change portal = portals.put("", null, pipeline);
        return new Change() {
            @Override
            public void confirm() {
                statement.confirm();
                portal.confirm();
            }

            @Override
            public void undo() {
                statement.undo();
                portal.undo();
            }
        };
    }

    /** A Query that the server never saw: it still has the unnamed statement and portal, and nobody may have them. */
    void hideUnnamed() {
        dropUnnamed().confirm();
        unnamedHidden = true;
    }

    /** Whether what the name stands for is the server's to say, where it is not known here. */
    boolean isLeftToTheServer(String name) {
        return !name.isEmpty() || !unnamedHidden;
    }

    /** Portals live as long as their transaction; those not confirmed yet belong to the next one. */
    void endTransaction() {
        portals.dropConfirmed(portal -> portal.origin != Origin.HELD);
    }

    /** CLOSE ALL. */
    void dropPortals() {
        portals.dropConfirmed(portal -> true);
    }

    /** DEALLOCATE ALL, which leaves the unnamed statement alone. */
    void dropNamedStatements() {
        Optional<Prepared> unnamed = statement("");
        statements.dropConfirmed(prepared -> true);
        unnamed.ifPresent(kept -> prepare("", kept).confirm());
    }

    /** What each name stands for: what the server confirmed, and over it the changes it has yet to answer, oldest first. */
    private static final class Namespace<T> {
        private final Map<String, List<Version<T>>> names = new HashMap<>();
        private final ToLongFunction<T> weight;
        private long bytes;

        private Namespace(ToLongFunction<T> weight) {
            this.weight = weight;
        }

        Optional<T> find(String name) {
            List<Version<T>> versions = names.get(key(name));
            return versions == null ? Optional.empty() : Optional.ofNullable(versions.get(versions.size() - 1).value);
        }

        int size() {
            return names.size();
        }

        boolean mayBe(String name, Predicate<T> kind) {
            List<Version<T>> versions = names.get(key(name));
            return versions != null
                    && versions.stream().anyMatch(version -> version.value != null && kind.test(version.value));
        }

        boolean isOpen(String name, long pipeline) {
            List<Version<T>> versions = names.get(key(name));
            if (versions == null) {
                return false;
            }
            Version<T> newest = versions.get(versions.size() - 1);
            return !newest.confirmed && newest.pipeline < pipeline;
        }

        Change put(String given, @Nullable T value, long pipeline) {
            String name = key(given);
            Version<T> added = new Version<>(value, pipeline);
            bytes += weight(added);
            names.computeIfAbsent(name, unused -> new ArrayList<>()).add(added);
            return new Change() {
                @Override
                public void confirm() {
                    confirmVersion(name, added);
                }

                @Override
                public void undo() {
                    remove(name, added);
                }
            };
        }

        void dropConfirmed(Predicate<T> which) {
            Iterator<List<Version<T>>> all = names.values().iterator();
            while (all.hasNext()) {
                List<Version<T>> versions = all.next();
                versions.removeIf(version -> isDropped(version, which));
                if (versions.isEmpty()) {
                    all.remove();
                }
            }
        }

        private boolean isDropped(Version<T> version, Predicate<T> which) {
            boolean dropped = version.confirmed && version.value != null && which.test(version.value);
            bytes -= dropped ? weight(version) : 0;
            return dropped;
        }

        private void confirmVersion(String name, Version<T> version) {
            version.confirmed = true;
            List<Version<T>> versions = names.get(name);
            if (versions != null && versions.contains(version)) {
                List<Version<T>> replaced = versions.subList(0, versions.indexOf(version));
                replaced.forEach(older -> bytes -= weight(older));
                replaced.clear();
                if (version.value == null) {
                    remove(name, version);
                }
            }
        }

        private void remove(String name, Version<T> version) {
            List<Version<T>> versions = names.get(name);
            if (versions != null && versions.remove(version)) {
                bytes -= weight(version);
                if (versions.isEmpty()) {
                    names.remove(name);
                }
            }
        }

        private long weight(Version<T> version) {
            return version.value == null ? 0 : weight.applyAsLong(version.value);
        }
    }

    /** What PostgreSQL compares: the first bytes, wherever they cut a character. */
    private static String key(String name) {
        if (name.length() * 3L <= NAME_BYTES) {
            return name;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= NAME_BYTES ? name : "\0" + new String(bytes, 0, NAME_BYTES, StandardCharsets.ISO_8859_1);
    }

    /** One value of a name, null where it stands for nothing; compared by identity. */
    private static final class Version<T> {
        private final @Nullable T value;
        private final long pipeline;
        private boolean confirmed;

        private Version(@Nullable T value, long pipeline) {
            this.value = value;
            this.pipeline = pipeline;
        }
    }
}
