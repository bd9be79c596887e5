package io.postern.deploy.e2e;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.postern.pgwire.ErrorResponse;

/** Random statements in the market, and what was wrong with their answers. Thread-safe. */
final class FuzzRun {

    private static final String SESSION =
            "SELECT current_user, current_setting('search_path'), current_setting('standard_conforming_strings')";
    private static final int STATEMENTS_PER_LOOK = 50;
    private static final int SHOWN = 20;

    private final MarketPlace place;
    private final FuzzTally tally = new FuzzTally();
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger accidents = new AtomicInteger();
    private final AtomicInteger differences = new AtomicInteger();

    FuzzRun(MarketPlace place) {
        this.place = place;
    }

    FuzzTally tally() {
        return tally;
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    String summary() {
        return "random SQL: %d rows, %d bytes, findings %d, by chance %d; %s"
                .formatted(rows.get(), bytes.get(), findings.size(), accidents.get(), tally.summary());
    }

    /** Sends one and judges the answer. */
    void next(FuzzStatements statements) throws IOException {
        Market.Identity identity = statements.identity();
        FuzzStatement statement = statements.next();
        MarketCase sent = statement.sentAs(identity);
        MarketForm form = statements.form(sent);
        String what = identity + " " + form + " " + statement;
        MarketClient client = place.here().guarded(identity);
        Heard heard;
        try {
            heard = client.hear(sent, form);
        } catch (SocketTimeoutException e) {
            found("no answer to " + what);
            client.close();
            return;
        }
        rows.addAndGet(heard.rowCount());
        bytes.addAndGet(heard.bytes().length);
        FuzzTally.Outcome outcome = tally.count(statement.kind().name(), heard.error(), what);
        Optional<String> raw = place.canaries(identity).in(heard.bytes());
        if (raw.isPresent()) {
            judge(
                    raw.get(),
                    what,
                    place.canaries(identity).in(copied(identity, sent, form).bytes()));
        }
        if (client.ended()
                && heard.error()
                        .map(ErrorResponse::severity)
                        .filter("FATAL"::equals)
                        .isEmpty()) {
            found("the session ended without a word after " + what);
        }
        if (statement.kind() == FuzzStatement.Kind.SELECT && outcome == FuzzTally.Outcome.ALLOWED) {
            compare(heard, copied(identity, sent, form), statement, what);
        }
        if (tally.statements() % STATEMENTS_PER_LOOK == 0 && !client.ended()) {
            List<String> session = client.ask(SESSION).lines(true);
            if (!session.contains("row " + identity.role() + " | public | on")) {
                found("the session is " + session + " after " + what);
            }
        }
    }

    private Heard copied(Market.Identity identity, MarketCase sent, MarketForm form) throws IOException {
        return place.here().copy(identity).hear(sent, form);
    }

    /** The copy has no raw value, so that where the shape is there too it came about by chance. */
    private void judge(String raw, String what, Optional<String> inCopy) {
        if (inCopy.equals(Optional.of(raw))) {
            accidents.incrementAndGet();
        } else {
            found(raw + " in the answer to " + what);
        }
    }

    private void compare(Heard heard, Heard copy, FuzzStatement statement, String what) {
        String steadiness = statement.steady() ? "steady" : "unsteady";
        if (copy.error().isPresent()) {
            tally.compared(steadiness + ", error in the copy " + copy.sqlState().orElse(""));
        } else if (copy.lines(false).equals(heard.lines(false))) {
            tally.compared(steadiness + ", equal" + (heard.rowCount() == 0 ? ", no rows" : ""));
        } else {
            tally.compared(steadiness + ", different");
            if (statement.steady() && differences.getAndIncrement() < SHOWN) {
                System.out.println("differs from the copy: " + what + "\n"
                        + MarketIT.difference(copy.lines(false), heard.lines(false)));
            }
        }
    }

    private void found(String finding) {
        System.out.println("FOUND: " + finding);
        findings.add(finding);
    }
}
