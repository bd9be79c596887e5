package io.postern.proxy.session;

import java.util.List;

import io.postern.pgwire.Parse;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.TransactionStatus;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.session.SessionState.Discarding;
import io.postern.proxy.session.SessionState.Ready;

/**
 * Refuses as an error of the server would: it fails an open transaction, and in the extended protocol everything up to Sync
 * is dropped. Where the server has a transaction open, that is brought about by a message made to fail, whose error the
 * client never sees; so the transaction status is always the server's own. Part of a {@link Conversation}, and confined
 * like it.
 */
final class Refuser {

    /** Never valid SQL; the server's log shows it where a refusal ended a transaction. */
    private static final SqlText FAILING = SqlText.of("postern refused this statement");

    private static final String FAILING_NAME = "postern.refused";

    private final Names names;
    private final Responses responses;

    Refuser(Names names, Responses responses) {
        this.names = names;
        this.responses = responses;
    }

    SessionState refuse(Refusal.Denial denial, boolean extended, Out out) {
        boolean local = responses.isQuiet() && responses.status() != TransactionStatus.IN_TRANSACTION;
        if (local) {
            out.reply(denial.toMessage());
            if (extended) {
                return new Discarding(false);
            }
            names.hideUnnamed();
            out.reply(new ReadyForQuery(responses.status()));
            return new Ready();
        }
        if (responses.isSkipping()) {
            return new Discarding(true);
        }
        if (extended) {
            out.forward(new Parse(FAILING_NAME, FAILING, List.of()));
            responses.expect(new Expected.InjectedParse(denial));
            return new Discarding(true);
        }
        out.forward(new Query(FAILING));
        responses.expect(new Expected.InjectedQuery(denial, names.dropUnnamed()));
        return new Ready();
    }
}
