package io.postern.proxy.adapter.netty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.AuthenticationOk;
import io.postern.pgwire.AuthenticationPhase;
import io.postern.pgwire.AuthenticationSASL;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.Bind;
import io.postern.pgwire.BindComplete;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.Close;
import io.postern.pgwire.CloseComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.CopyDone;
import io.postern.pgwire.CopyFail;
import io.postern.pgwire.CopyInResponse;
import io.postern.pgwire.CopyOutResponse;
import io.postern.pgwire.DataRow;
import io.postern.pgwire.Describe;
import io.postern.pgwire.EmptyQueryResponse;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Execute;
import io.postern.pgwire.FieldDescription;
import io.postern.pgwire.Flush;
import io.postern.pgwire.Format;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.NegotiateProtocolVersion;
import io.postern.pgwire.NoData;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.NotificationResponse;
import io.postern.pgwire.ParameterDescription;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.Parse;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.PortalSuspended;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.RowDescription;
import io.postern.pgwire.SASLInitialResponse;
import io.postern.pgwire.SASLResponse;
import io.postern.pgwire.SecretKey;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Target;
import io.postern.pgwire.Terminate;
import io.postern.pgwire.TransactionStatus;

/**
 * A PostgreSQL server as far as its messages go: login, names, portals, transaction status, COPY in both directions, skipping to
 * Sync, and messages that come when they like. Words in a statement say what it does.
 */
final class FuzzServer {

    static final int PROCESS_ID = 4711;

    private static final int FLOOD_ROWS = 100;
    private static final int FLOOD_ROW_BYTES = 50_000;

    private final Random random;
    private final Runs runs;
    private final FuzzScram scram = new FuzzScram();
    private final Map<String, Statement> statements = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private List<BackendMessage> answers = new ArrayList<>();
    private AuthenticationPhase phase = AuthenticationPhase.SASL_INITIAL;
    private TransactionStatus status = TransactionStatus.IDLE;
    private BackendKeyData key = new BackendKeyData(PROCESS_ID, SecretKey.of(new byte[] {1, 2, 3, 4}));
    private boolean skipping;
    private @Nullable CopyIn copyIn;
    private boolean inSession;
    private boolean terminated;

    /** Told of what arrives. */
    interface Runs {
        /** A statement was sent to run or to be prepared. */
        void received(FrontendMessage message, String text);

        /**
         * A statement runs.
         *
         * @param source the whole text that it is of
         */
        void ran(String text, String source);
    }

    /**
     * @param source the whole text that gave it its name: PREPARE and DECLARE hold another
     */
    private record Statement(String text, String source) {}

    private static final class Portal {
        private final String text;
        private final String source;
        private int rowsLeft;
        private boolean started;

        private Portal(Statement statement, int rows) {
            this.text = statement.text();
            this.source = statement.source();
            this.rowsLeft = rows;
        }
    }

    private enum CopyIn {
        SIMPLE,
        EXTENDED
    }

    FuzzServer(Random random, Runs runs) {
        this.random = random;
        this.runs = runs;
    }

    /** What cancels this session. */
    BackendKeyData key() {
        return key;
    }

    /** What a message of type {@code p} from the proxy is. */
    AuthenticationPhase phase() {
        return phase;
    }

    /** Whether messages that nobody asked for may come: not during the login. */
    boolean isInSession() {
        return inSession;
    }

    boolean isTerminated() {
        return terminated;
    }

    List<BackendMessage> on(StartupMessage startup) {
        BackendMessage login = new AuthenticationSASL(List.of("SCRAM-SHA-256"));
        if (startup.minorVersion() > 0 && random.nextBoolean()) {
            return List.of(new NegotiateProtocolVersion(0, List.of()), login);
        }
        key = new BackendKeyData(PROCESS_ID, SecretKey.of(new byte[startup.minorVersion() > 0 ? 32 : 4]));
        return List.of(login);
    }

    List<BackendMessage> on(FrontendMessage message) {
        answers = new ArrayList<>();
        inSession = phase == AuthenticationPhase.NONE;
        if (message instanceof SASLInitialResponse first && first.data() != null) {
            phase = AuthenticationPhase.SASL;
            answers.add(scram.onFirst(first.data()));
        } else if (message instanceof SASLResponse last) {
            phase = AuthenticationPhase.NONE;
            answers.add(scram.onFinal(last.data()));
            greet();
        } else if (message instanceof Terminate) {
            terminated = true;
        } else if (copyIn != null) {
            onCopy(message, copyIn);
        } else if (message instanceof Sync) {
            sync();
        } else if (!skipping) {
            onCommand(message);
        }
        return answers;
    }

    private void greet() {
        answers.add(new AuthenticationOk());
        for (String name : List.of("server_version", "client_encoding", "standard_conforming_strings", "TimeZone")) {
            answers.add(parameter(name));
        }
        answers.add(key);
        answers.add(new ReadyForQuery(TransactionStatus.IDLE));
    }

    private static ParameterStatus parameter(String name) {
        return new ParameterStatus(
                name,
                switch (name) {
                    case "client_encoding" -> "UTF8";
                    case "standard_conforming_strings", "is_superuser" -> "on";
                    default -> "17.2";
                });
    }

    /** Something that may come at any time. */
    BackendMessage asynchronous() {
        return switch (random.nextInt(4)) {
            case 0 -> new NotificationResponse(1, "news", "x".repeat(random.nextInt(20)));
            case 1 -> parameter("TimeZone");
            case 2 -> parameter("is_superuser");
            default -> NoticeResponse.of("NOTICE", "00000", "by the way", null, null);
        };
    }

    private void onCommand(FrontendMessage message) {
        try {
            handle(message);
        } catch (Failed e) {
            fail(e.sqlState);
            skipping = !(message instanceof Query);
        }
        if (message instanceof Query && copyIn == null) {
            sync();
        }
    }

    private void handle(FrontendMessage message) throws Failed {
        if (message instanceof Query query) {
            statements.remove("");
            portals.remove("");
            String text = query.sql().asString();
            runs.received(message, text);
            if (text.isBlank()) {
                answers.add(new EmptyQueryResponse());
                return;
            }
            read(text);
            for (String part : text.split(";", -1)) {
                describe(part);
                run(part, text, CopyIn.SIMPLE);
                rows(part, random.nextInt(4));
                if (copyIn == null) {
                    answers.add(new CommandComplete(tag(part)));
                }
            }
        } else if (message instanceof Parse parse) {
            runs.received(message, parse.query().asString());
            parse(parse.statement(), parse.query().asString());
        } else if (message instanceof Bind bind) {
            Statement statement = find(statements, bind.statement(), "26000");
            read(statement.text());
            if (!bind.portal().isEmpty() && portals.containsKey(bind.portal())) {
                throw new Failed("42P03");
            }
            portals.put(
                    bind.portal(),
                    new Portal(statement, statement.text().startsWith("select") ? random.nextInt(5) : 0));
            answers.add(new BindComplete());
        } else if (message instanceof Describe describe) {
            describe(describe);
        } else if (message instanceof Execute execute) {
            execute(find(portals, execute.portal(), "34000"), execute.maxRows());
        } else if (message instanceof Close close) {
            (close.target() == Target.STATEMENT ? statements : portals).remove(close.name());
            answers.add(new CloseComplete());
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
        statements.put(name, new Statement(text, text));
        answers.add(new ParseComplete());
    }

    private void describe(Describe describe) throws Failed {
        String text = describe.target() == Target.STATEMENT
                ? find(statements, describe.name(), "26000").text()
                : find(portals, describe.name(), "34000").text;
        if (describe.target() == Target.STATEMENT) {
            answers.add(new ParameterDescription(List.of(23L)));
        }
        if (!describe(text)) {
            answers.add(new NoData());
        }
    }

    private boolean describe(String text) {
        if (!text.startsWith("select")) {
            return false;
        }
        answers.add(new RowDescription(List.of(new FieldDescription("c", 0, 0, 25, -1, -1, Format.TEXT))));
        return true;
    }

    private void execute(Portal portal, int maxRows) throws Failed {
        if (portal.text.isBlank()) {
            answers.add(new EmptyQueryResponse());
            return;
        }
        read(portal.text);
        if (!portal.started) {
            portal.started = true;
            run(portal.text, portal.source, CopyIn.EXTENDED);
            if (copyIn != null) {
                return;
            }
        }
        int rows = maxRows > 0 ? Math.min(maxRows, portal.rowsLeft) : portal.rowsLeft;
        rows(portal.text, rows);
        portal.rowsLeft -= rows;
        answers.add(maxRows > 0 && portal.rowsLeft > 0 ? new PortalSuspended() : new CommandComplete(tag(portal.text)));
    }

    private void rows(String text, int count) {
        if (text.contains("flood")) {
            for (int i = 0; i < FLOOD_ROWS; i++) {
                answers.add(DataRow.text(List.of("x".repeat(FLOOD_ROW_BYTES))));
            }
        }
        for (int i = 0; text.startsWith("select") && i < count; i++) {
            answers.add(DataRow.text(List.of("x".repeat(size()))));
        }
    }

    /** Mostly small, now and then larger than what is read at once. */
    private int size() {
        return random.nextInt(60) == 0 ? random.nextInt(60_000) : random.nextInt(50);
    }

    private static String tag(String text) {
        return switch (firstWord(text)) {
            case "select", "execute" -> "SELECT 1";
            case "copy" -> "COPY 1";
            case "prepare" -> "PREPARE";
            case "deallocate" -> text.endsWith("all") ? "DEALLOCATE ALL" : "DEALLOCATE";
            case "discard" -> "DISCARD ALL";
            case "declare" -> "DECLARE CURSOR";
            case "fetch" -> "FETCH 1";
            case "close" -> "CLOSE CURSOR";
            case "begin" -> "BEGIN";
            case "commit" -> "COMMIT";
            case "rollback" -> "ROLLBACK";
            default -> "INSERT 0 1";
        };
    }

    private static String firstWord(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    /** The statements of SQL that share their names with the protocol's. */
    private void ofNames(String text) throws Failed {
        switch (firstWord(text)) {
            case "prepare" -> {
                if (statements.putIfAbsent("a", new Statement(text.substring("prepare a as ".length()), text))
                        != null) {
                    throw new Failed("42P05");
                }
            }
            case "execute" -> find(statements, "a", "26000");
            case "deallocate" -> {
                if (text.endsWith("all")) {
                    statements.keySet().removeIf(name -> !name.isEmpty());
                } else {
                    find(statements, "a", "26000");
                    statements.remove("a");
                }
            }
            case "discard" -> {
                if (status != TransactionStatus.IDLE) {
                    throw new Failed("25001");
                }
                statements.keySet().removeIf(name -> !name.isEmpty());
                portals.clear();
            }
            case "declare" -> {
                if (status == TransactionStatus.IDLE) {
                    throw new Failed("25P01");
                }
                if (portals.containsKey("b")) {
                    throw new Failed("42P03");
                }
                portals.put("b", new Portal(new Statement(text.substring("declare b cursor for ".length()), text), 0));
            }
            case "fetch" -> find(portals, "b", "34000");
            case "close" -> {
                find(portals, "b", "34000");
                portals.remove("b");
            }
            default -> {
                // Has nothing to do with names.
            }
        }
    }

    /** What the server looks at before it runs anything. */
    private void read(String text) throws Failed {
        if (text.contains("bad") || text.startsWith("postern")) {
            throw new Failed("42601");
        }
        if (status == TransactionStatus.FAILED && !text.equals("commit") && !text.equals("rollback")) {
            throw new Failed("25P02");
        }
    }

    private void run(String part, String whole, CopyIn protocol) throws Failed {
        // Of several statements in one text the first stands for all.
        if (protocol == CopyIn.EXTENDED || whole.startsWith(part)) {
            runs.ran(part, whole);
        }
        if (part.equals("begin")) {
            status = TransactionStatus.IN_TRANSACTION;
        } else if (part.equals("commit") || part.equals("rollback")) {
            status = TransactionStatus.IDLE;
            portals.clear();
        } else if (part.contains("fails")) {
            throw new Failed("22012");
        } else if (part.contains("from stdin")) {
            answers.add(new CopyInResponse(Format.TEXT, List.of(Format.TEXT)));
            copyIn = protocol;
        } else if (part.contains("to stdout")) {
            copyOut();
        } else {
            ofNames(part);
        }
    }

    private void copyOut() throws Failed {
        answers.add(new CopyOutResponse(Format.TEXT, List.of(Format.TEXT)));
        for (int i = random.nextInt(4); i > 0; i--) {
            answers.add(new CopyData(Bytes.of(new byte[size()])));
        }
        if (random.nextInt(6) == 0) {
            throw new Failed("22012");
        }
        answers.add(new CopyDone());
    }

    /** Only data counts; Flush and Sync are read over, anything else is an error. */
    private void onCopy(FrontendMessage message, CopyIn protocol) {
        if (message instanceof Flush || message instanceof Sync) {
            return;
        }
        if (message instanceof CopyData && random.nextInt(12) > 0) {
            return;
        }
        copyIn = null;
        if (message instanceof CopyDone) {
            answers.add(new CommandComplete("COPY 3"));
        } else {
            fail(message instanceof CopyFail ? "57014" : message instanceof CopyData ? "22P04" : "08P01");
            skipping = protocol == CopyIn.EXTENDED;
        }
        if (protocol == CopyIn.SIMPLE) {
            sync();
        }
    }

    private void fail(String sqlState) {
        answers.add(error(sqlState));
        if (status == TransactionStatus.IDLE) {
            portals.clear();
        } else {
            status = TransactionStatus.FAILED;
        }
    }

    private void sync() {
        skipping = false;
        if (status == TransactionStatus.IDLE) {
            portals.clear();
        }
        answers.add(new ReadyForQuery(status));
    }

    private static ErrorResponse error(String sqlState) {
        return ErrorResponse.of("ERROR", sqlState, "server says no", null, null);
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
