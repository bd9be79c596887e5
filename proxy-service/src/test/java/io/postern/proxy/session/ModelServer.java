package io.postern.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.Bind;
import io.postern.pgwire.BindComplete;
import io.postern.pgwire.Close;
import io.postern.pgwire.CloseComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.CopyDone;
import io.postern.pgwire.CopyFail;
import io.postern.pgwire.CopyInResponse;
import io.postern.pgwire.Describe;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Flush;
import io.postern.pgwire.Format;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.NoData;
import io.postern.pgwire.ParameterDescription;
import io.postern.pgwire.Parse;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.PortalSuspended;
import io.postern.pgwire.Query;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Target;

/**
 * A PostgreSQL server as far as its messages go: names, transaction status, skipping to Sync. Statements are words: BEGIN,
 * COMMIT, SAVEPOINT and UNDO (to the savepoint) do what they say; those that start with FAIL fail when they run, those with
 * BAD when they are read; PREPARE, DEALLOCATE, DECLARE and CLOSE change names; COPY takes what the client sends, and COPY BAD
 * fails at its first row; all others have three rows.
 */
final class ModelServer {

    private static final int ROWS = 3;

    private final Consumer<String> onRun;
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private List<BackendMessage> answers = new ArrayList<>();
    private char status = 'I';
    private boolean skipping;
    private @Nullable Copy copy;
    private List<String> saved = List.of();

    /**
     * @param query whether ReadyForQuery follows
     */
    private record Copy(String text, boolean query) {}

    private static final class Portal {
        private final String text;
        private int rowsLeft = ROWS;
        private boolean started;

        private final boolean declared;

        private Portal(String text, boolean declared) {
            this.text = text;
            this.declared = declared;
        }
    }

    /**
     * @param onRun told of each text as it starts to run
     */
    ModelServer(Consumer<String> onRun) {
        this.onRun = onRun;
    }

    /** Whether what comes is read over, up to Sync. */
    boolean skips() {
        return skipping;
    }

    List<BackendMessage> on(FrontendMessage message) {
        return on(message, null);
    }

    /**
     * @param refusal an error to answer with instead; null for none
     */
    List<BackendMessage> on(FrontendMessage message, @Nullable String refusal) {
        answers = new ArrayList<>();
        Copy current = copy;
        if (current != null) {
            copy(current, message);
        } else if (message instanceof Sync) {
            sync();
        } else if (!skipping) {
            try {
                handle(message, refusal);
            } catch (Failed e) {
                fail(e.sqlState);
                skipping = !(message instanceof Query);
            }
            if (message instanceof Query && copy == null) {
                sync();
            }
        }
        return answers;
    }

    private void copy(Copy current, FrontendMessage message) {
        boolean bad = current.text().startsWith("COPY BAD");
        if (message instanceof CopyFail || (message instanceof CopyData && bad)) {
            fail(message instanceof CopyFail ? "57014" : "22P02");
            skipping = !current.query();
        } else if (message instanceof CopyDone) {
            answers.add(new CommandComplete(current.text()));
        } else {
            assertThat(message).isInstanceOfAny(CopyData.class, Sync.class, Flush.class);
            return;
        }
        copy = null;
        if (current.query()) {
            sync();
        }
    }

    private void handle(FrontendMessage message, @Nullable String refusal) throws Failed {
        if (message instanceof Query query) {
            statements.remove("");
            portals.remove("");
            check(refusal);
            read(query.sql().asString());
            run(query.sql().asString(), true);
        } else if (message instanceof Parse parse) {
            check(refusal);
            parse(parse.statement(), parse.query().asString());
        } else if (message instanceof Bind bind) {
            bind(bind.portal(), find(statements, bind.statement(), "26000"));
        } else if (message instanceof Describe describe) {
            describe(describe);
        } else if (message instanceof Execute execute) {
            check(refusal);
            execute(find(portals, execute.portal(), "34000"), execute.maxRows());
        } else if (message instanceof Close close) {
            (close.target() == Target.STATEMENT ? statements : portals).remove(close.name());
            answers.add(new CloseComplete());
        }
    }

    private static void check(@Nullable String refusal) throws Failed {
        if (refusal != null) {
            throw new Failed(refusal);
        }
    }

    private void parse(String name, String text) throws Failed {
        if (name.isEmpty()) {
            statements.remove("");
        }
        read(text);
        if (statements.containsKey(name)) {
            throw new Failed("42P05");
        }
        statements.put(name, text);
        answers.add(new ParseComplete());
    }

    private void bind(String name, String text) throws Failed {
        read(text);
        if (!name.isEmpty() && portals.containsKey(name)) {
            throw new Failed("42P03");
        }
        portals.put(name, new Portal(text, false));
        answers.add(new BindComplete());
    }

    private void describe(Describe describe) throws Failed {
        String text = describe.target() == Target.STATEMENT
                ? find(statements, describe.name(), "26000")
                : find(portals, describe.name(), "34000").text;
        read(text);
        if (describe.target() == Target.STATEMENT) {
            answers.add(new ParameterDescription(List.of()));
        }
        answers.add(text.contains("SELECT") ? Samples.column("c", 0, 0) : new NoData());
    }

    private void execute(Portal portal, int maxRows) throws Failed {
        read(portal.text);
        if (!portal.started) {
            portal.started = true;
            if (!portal.text.startsWith("SELECT") && !portal.declared) {
                portal.rowsLeft = 0;
                run(portal.text, false);
                return;
            }
            onRun.accept(portal.text);
        }
        if (maxRows > 0 && maxRows < portal.rowsLeft) {
            portal.rowsLeft -= maxRows;
            answers.add(new PortalSuspended());
        } else {
            portal.rowsLeft = 0;
            answers.add(new CommandComplete(portal.text));
        }
    }

    /** What the server looks at before it runs anything. */
    private void read(String text) throws Failed {
        if (text.startsWith("BAD") || text.startsWith("postern")) {
            throw new Failed("42601");
        }
        if (status == 'E' && !text.equals("COMMIT") && !text.equals("UNDO")) {
            throw new Failed("25P02");
        }
    }

    private void run(String text, boolean query) throws Failed {
        onRun.accept(text);
        if (text.startsWith("COPY")) {
            copy = new Copy(text, query);
            answers.add(new CopyInResponse(Format.TEXT, List.of()));
            return;
        }
        if (text.matches("(PREPARE|DEALLOCATE|DECLARE|CLOSE) .*")) {
            runOnNames(text);
            answers.add(new CommandComplete(text));
            return;
        }
        switch (text) {
            case "BEGIN" -> status = 'T';
            case "COMMIT" -> {
                status = 'I';
                portals.clear();
            }
            case "SAVEPOINT" -> {
                if (status != 'T') {
                    throw new Failed("25P01");
                }
                saved = List.copyOf(portals.keySet());
            }
            case "UNDO" -> {
                if (status == 'I') {
                    throw new Failed("25P01");
                }
                portals.keySet().retainAll(saved);
                status = 'T';
            }
            default -> {
                if (text.startsWith("FAIL")) {
                    throw new Failed("22012");
                }
            }
        }
        answers.add(new CommandComplete(text));
    }

    private void runOnNames(String text) throws Failed {
        String[] words = text.split(" ", 4);
        String name = words[1];
        switch (words[0]) {
            case "PREPARE" -> {
                if (statements.putIfAbsent(name, words[3]) != null) {
                    throw new Failed("42P05");
                }
            }
            case "DEALLOCATE" -> {
                find(statements, name, "26000");
                statements.remove(name);
            }
            case "DECLARE" -> {
                if (status == 'I') {
                    throw new Failed("25P01");
                }
                if (portals.putIfAbsent(name, new Portal(text, true)) != null) {
                    throw new Failed("42P03");
                }
            }
            default -> {
                find(portals, name, "34000");
                portals.remove(name);
            }
        }
    }

    private void fail(String sqlState) {
        answers.add(Samples.error(sqlState));
        if (status == 'I') {
            portals.clear();
        } else {
            status = 'E';
        }
    }

    private void sync() {
        skipping = false;
        if (status == 'I') {
            portals.clear();
        }
        answers.add(Samples.ready(status));
    }

    private static <T> T find(Map<String, T> names, String name, String sqlState) throws Failed {
        T found = names.get(name);
        if (found == null) {
            throw new Failed(sqlState);
        }
        return found;
    }

    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
        private final String sqlState;

        private Failed(String sqlState) {
            super(sqlState, null, false, false);
            this.sqlState = sqlState;
        }
    }
}
