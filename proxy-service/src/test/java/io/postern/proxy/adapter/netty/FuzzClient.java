package io.postern.proxy.adapter.netty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.Bind;
import io.postern.pgwire.BindValue;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.Close;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.CopyDone;
import io.postern.pgwire.CopyFail;
import io.postern.pgwire.Describe;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Flush;
import io.postern.pgwire.Format;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.FunctionCall;
import io.postern.pgwire.GSSENCRequest;
import io.postern.pgwire.Parse;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.Query;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.StartupPacket;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Target;
import io.postern.pgwire.sql.SqlText;

/** What a client says next, at random, given what it got so far. */
final class FuzzClient {

    private static final List<String> NAMES = List.of("", "a", "b");

    private final Random random;
    private final boolean patient;
    private final boolean floods;
    private final Received received;
    private final Deque<FrontendMessage> plan = new ArrayDeque<>();
    private final Deque<StartupPacket> opening = new ArrayDeque<>();
    private boolean opened;
    private boolean authenticated;
    private boolean copying;
    private int waitsForCopyAfter = -1;
    private int sentSyncs;
    private boolean synced = true;
    private int texts;

    /**
     * @param patient waits where the protocol has it, as real clients do; otherwise it goes on blindly
     * @param floods asks for more and sends more than anybody should hold
     */
    FuzzClient(Random random, boolean patient, boolean floods, Received received) {
        this.random = random;
        this.patient = patient;
        this.floods = floods;
        this.received = received;
        if (random.nextInt(4) == 0) {
            opening.add(new GSSENCRequest());
        }
        if (random.nextInt(3) == 0) {
            opening.add(new SSLRequest());
        }
        opening.add(startup());
    }

    private StartupMessage startup() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", "ann");
        parameters.put("database", "shop");
        if (random.nextInt(3) == 0) {
            parameters.put("application_name", "fuzz");
        }
        if (random.nextInt(8) == 0) {
            parameters.put("_pq_.novelty", "on");
        }
        if (!patient && random.nextInt(10) == 0) {
            parameters.put("options", "-c search_path=x");
        }
        return new StartupMessage(3, random.nextInt(4) == 0 ? 2 : 0, parameters);
    }

    /** The next message, null where the client waits. */
    byte @Nullable [] next() {
        if (!opening.isEmpty()) {
            if (patient && received.encryptionAnswers() < encryptionAsked) {
                return null;
            }
            StartupPacket packet = opening.remove();
            if (!(packet instanceof StartupMessage)) {
                encryptionAsked++;
            }
            opened = opening.isEmpty();
            return WireBytes.of(packet);
        }
        if (opened && !authenticated) {
            if (patient && !received.passwordAsked()) {
                return null;
            }
            authenticated = true;
            return WireBytes.of(new PasswordMessage(random.nextInt(20) == 0 && !patient ? "wrong" : FuzzPorts.TOKEN));
        }
        if (received.readyCount() == 0 && (patient || random.nextInt(8) > 0)) {
            return null;
        }
        FrontendMessage message = nextMessage();
        return message == null ? null : WireBytes.of(sent(message));
    }

    private int encryptionAsked;

    private FrontendMessage sent(FrontendMessage message) {
        synced = message instanceof Sync || (synced && message instanceof Query);
        if (message instanceof Sync || message instanceof Query || message instanceof FunctionCall) {
            sentSyncs++;
        }
        return message;
    }

    /** What brings a patient client to a point where everything is answered; null where it waits. */
    byte @Nullable [] settling() {
        plan.clear();
        if (opened && authenticated && received.readyCount() > 0 && !isWaiting()) {
            if (received.isCopyingIn()) {
                received.copyInEnded();
                return WireBytes.of(new CopyFail("enough"));
            }
            return WireBytes.of(sent(new Sync()));
        }
        return next();
    }

    private @Nullable FrontendMessage nextMessage() {
        if (isWaiting()) {
            return null;
        }
        if (received.isCopyingIn() && (patient || random.nextInt(10) > 0)) {
            copying = true;
            return copyMessage();
        }
        if (copying) {
            copying = false;
            if (patient) {
                return new Sync();
            }
        }
        if (plan.isEmpty()) {
            fillPlan();
        }
        FrontendMessage planned = random.nextInt(7) > 0 ? plan.poll() : null;
        FrontendMessage message = planned == null ? anyMessage() : planned;
        if (startsCopy(message)) {
            if (patient && (outstanding() > 0 || !synced)) {
                return new Sync();
            }
            waitsForCopyAfter = patient ? received.answers() : -1;
        }
        return message;
    }

    private int outstanding() {
        return sentSyncs + 1 - received.readyCount();
    }

    /** After a COPY: until the server has answered it, one way or the other. */
    private boolean isWaiting() {
        if (waitsForCopyAfter >= 0 && received.answers() == waitsForCopyAfter) {
            return true;
        }
        waitsForCopyAfter = -1;
        return false;
    }

    private static boolean startsCopy(FrontendMessage message) {
        return message instanceof Query query && query.sql().asString().contains("from stdin");
    }

    private FrontendMessage copyMessage() {
        switch (random.nextInt(floods ? 100 : 6)) {
            case 0 -> {
                received.copyInEnded();
                return new CopyDone();
            }
            case 1 -> {
                received.copyInEnded();
                return new CopyFail("no more");
            }
            default -> {
                return new CopyData(
                        Bytes.of(new byte[floods || random.nextInt(30) == 0 ? 50_000 : random.nextInt(40)]));
            }
        }
    }

    private void fillPlan() {
        if (random.nextInt(3) == 0) {
            return;
        }
        String name = name();
        plan.add(new Close(name.isEmpty() ? Target.PORTAL : Target.STATEMENT, name));
        plan.add(parse(name));
        plan.add(bind(name, name));
        if (random.nextBoolean()) {
            plan.add(new Describe(Target.PORTAL, name));
        }
        plan.add(new Execute(name, random.nextInt(3)));
        if (random.nextBoolean()) {
            plan.add(new Execute(name, 2));
        }
        plan.add(random.nextInt(4) == 0 ? new Flush() : new Sync());
    }

    private FrontendMessage anyMessage() {
        return switch (random.nextInt(patient ? 17 : 22)) {
            case 0, 1, 2, 3 -> new Query(SqlText.of(text(true)));
            case 4, 5 -> parse(name());
            case 6, 7 -> bind(name(), name());
            case 8 -> new Describe(random.nextBoolean() ? Target.PORTAL : Target.STATEMENT, name());
            case 9, 10 -> new Execute(name(), random.nextInt(3));
            case 11 -> new Close(random.nextBoolean() ? Target.PORTAL : Target.STATEMENT, name());
            case 12 -> new Flush();
            case 13 -> new FunctionCall(1, List.of(), List.of(), Format.TEXT);
            case 17 -> new CopyData(Bytes.of(new byte[random.nextInt(20)]));
            case 18 -> new CopyDone();
            case 19 -> new CopyFail("why not");
            case 20 -> new Execute(name(), -1);
            case 21 -> new Query(SqlText.of("select '" + "x".repeat(random.nextInt(70_000)) + "'"));
            default -> new Sync();
        };
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private Parse parse(String name) {
        return new Parse(name, SqlText.of(text(!patient)), random.nextBoolean() ? List.of() : List.of(23L));
    }

    private Bind bind(String portal, String statement) {
        List<BindValue> values = random.nextBoolean() ? List.of() : List.of(BindValue.text("1"), BindValue.NULL);
        return new Bind(portal, statement, List.of(), values, List.of());
    }

    /** Statements of SQL that share their names with the protocol's. */
    private String ofNames(int number) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> "prepare a as select ok_" + number;
            case 2 -> "execute a";
            case 3 -> "deallocate a";
            case 4 -> random.nextBoolean() ? "deallocate all" : "discard all";
            case 5, 6 -> "declare b cursor for select ok_" + number;
            case 7 -> "fetch 1 from b";
            default -> "close b";
        };
    }

    private String text(boolean copies) {
        int number = ++texts;
        if (floods && random.nextInt(8) == 0) {
            return "select flood_" + number;
        }
        return switch (random.nextInt(copies ? 24 : 20)) {
            case 0 -> "begin";
            case 1 -> random.nextBoolean() ? "commit" : "rollback";
            case 2 -> "select denied_" + number;
            case 3 -> "select parked_" + number;
            case 4 -> "insert fails_" + number;
            case 5 -> "select bad_" + number;
            case 6 -> "select lost_" + number;
            case 7 -> random.nextBoolean() ? "" : " ";
            case 8 -> "-- nothing";
            case 9 -> "select 'open " + number;
            case 10 -> "select ok_" + number + ";insert ok_" + number + ";select fails_" + number;
            case 11 -> "select ok_" + number + ";insert ok_" + number;
            case 18, 19 -> ofNames(number);
            case 20, 21 -> "copy in_" + number + " from stdin";
            case 22, 23 -> "copy out_" + number + " to stdout";
            default -> (random.nextBoolean() ? "select ok_" : "insert ok_") + number;
        };
    }
}
