package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.error;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.BindComplete;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.CopyBothResponse;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.CopyDone;
import io.postern.pgwire.CopyFail;
import io.postern.pgwire.CopyInResponse;
import io.postern.pgwire.CopyOutResponse;
import io.postern.pgwire.Flush;
import io.postern.pgwire.Format;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.Sync;

/** COPY, by the manual's "COPY Operations": what comes behind the statement waits until it is known what becomes of it. */
class CopyTest {

    private static final CopyData ROW = new CopyData(Bytes.of(new byte[] {'1', '\n'}));
    private static final CopyInResponse COPY_IN = new CopyInResponse(Format.TEXT, List.of(Format.TEXT));
    private static final CopyOutResponse COPY_OUT = new CopyOutResponse(Format.TEXT, List.of(Format.TEXT));

    @Test
    void rowsGoOnOnceTheServerAsksForThem() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("COPY t FROM STDIN")).allowUnrestricted().appended();
        session.client(ROW).server(COPY_IN).client(ROW, new CopyDone());
        session.server(new CommandComplete("COPY 2"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Query COPY t FROM STDIN
                  decide COPY t FROM STDIN
                decided ALLOW
                  append Submitted s-1 ALLOW
                appended
                  forward Query COPY t FROM STDIN
                client CopyData
                server CopyInResponse
                  forward CopyData
                client CopyData
                  forward CopyData
                client CopyDone
                  forward CopyDone
                server CommandComplete COPY 2
                server ReadyForQuery I
                  emit Completed s-1 SUCCEEDED [COPY 2]
                """);
    }

    @Test
    void nextQueryWaitsForTheEndOfTheCopy() {
        // Given
        SessionScript session = copyingIn("COPY t FROM STDIN; COPY u FROM STDIN");

        // When
        session.client(new CopyDone(), query("SELECT 1")).server(new CommandComplete("COPY 0"));

        // Then
        assertThat(session.state()).isInstanceOf(SessionState.Settling.class);
        session.quietly().server(ready('I'));
        assertThat(session.transcript()).contains("decide SELECT 1");
    }

    @Test
    void secondCopyOfTheQueryTakesTheRowsThatWaited() {
        // Given
        SessionScript session = copyingIn("COPY t FROM STDIN; COPY u FROM STDIN");

        // When
        session.client(new CopyDone(), ROW).server(new CommandComplete("COPY 0"), COPY_IN);

        // Then
        assertThat(session.transcript()).endsWith("server CopyInResponse\n  forward CopyData\n");
    }

    @Test
    void rowsOfAFailedCopyAreDropped() {
        // Given
        SessionScript session = copyingIn("COPY t FROM STDIN");

        // When
        session.client(ROW).server(error("22P02")).quietly().client(ROW).server(ready('I'));
        session.client(ROW, new CopyDone(), query("SELECT 1"));

        // Then
        assertThat(session.transcript()).doesNotContain("forward").contains("decide SELECT 1");
    }

    @Test
    void copyThatNeverBeganDropsItsRows() {
        // Given
        SessionScript session = SessionScript.open();
        session.client(query("COPY missing FROM STDIN"))
                .allowUnrestricted()
                .appended()
                .quietly();

        // When
        session.client(ROW).server(error("42P01"), ready('I')).client(new CopyDone());

        // Then
        assertThat(session.transcript()).doesNotContain("forward");
        assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
    }

    @Test
    void syncDuringACopyIsWithoutEffectAndTheOneBehindItCounts() {
        // Given
        SessionScript session = executingCopy();

        // When
        session.client(new Sync()).server(COPY_IN);
        session.client(new Flush(), new Sync(), ROW, new CopyDone(), new Sync());
        session.server(new CommandComplete("COPY 1"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Sync
                server CopyInResponse
                client Flush
                client Sync
                client CopyData
                  forward CopyData
                client CopyDone
                  forward CopyDone
                client Sync
                  forward Sync
                server CommandComplete COPY 1
                  emit Completed s-1 SUCCEEDED [COPY 1]
                server ReadyForQuery I
                """);
        assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
    }

    @Test
    void serverIsAskedForItsAnswerSinceTheSyncWaits() {
        // Given
        SessionScript session = SessionScript.open().client(parse("", "COPY t FROM STDIN"));
        session.allowUnrestricted().client(bind("", ""), execute(""));

        // When
        session.allowUnrestricted().quietly().appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                appended
                  forward Execute ""
                  forward Flush
                """);
    }

    @Test
    void syncThatWaitedEndsTheErrorOfACopyThatDidNotBegin() {
        // Given
        SessionScript session = executingCopy();

        // When
        session.client(new Sync()).server(error("42501"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Sync
                server ERROR 42501 server says no
                  emit Completed s-1 FAILED 42501
                  forward Sync
                server ReadyForQuery I
                """);
        assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
    }

    @Test
    void failureOfTheServerInMidCopyDiscardsUpToSync() {
        // Given
        SessionScript session = executingCopy().server(COPY_IN);

        // When
        session.client(ROW)
                .server(error("22P02"))
                .client(ROW, new CopyDone(), new Sync())
                .server(ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server CopyInResponse
                client CopyData
                  forward CopyData
                server ERROR 22P02 server says no
                  emit Completed s-1 FAILED 22P02
                client CopyData
                client CopyDone
                client Sync
                  forward Sync
                server ReadyForQuery I
                """);
    }

    @Test
    void failureOfTheClientEndsTheCopy() {
        // Given
        SessionScript session = executingCopy().server(COPY_IN);

        // When
        session.client(new CopyFail("no more"), new Sync()).server(error("57014"), ready('I'));

        // Then
        assertThat(session.transcript()).contains("forward CopyFail", "forward Sync");
        assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
    }

    @Test
    void anythingElseDuringACopyBreaksTheProtocol() {
        // Given
        SessionScript session = copyingIn("COPY t FROM STDIN");

        // When
        session.client(query("DROP TABLE t"));

        // Then
        assertThat(session.transcript()).contains("FATAL 08P01").doesNotContain("forward Query");
        assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
    }

    @Test
    void copyOutIsRelayed() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("COPY t TO STDOUT")).allowUnrestricted().appended().quietly();
        session.server(COPY_OUT, new CopyDone(), new CommandComplete("COPY 0"), ready('I'));

        // Then
        assertThat(session.transcript()).doesNotContain("withheld").contains("SUCCEEDED [COPY 0]");
    }

    @Test
    void copyThatWasNotAskedForEndsTheSession() {
        for (var begins : List.of(COPY_IN, COPY_OUT, new CopyBothResponse(Format.TEXT, List.of()))) {
            // Given
            SessionScript session = SessionScript.open();
            session.client(query("SELECT 1")).allow().appended().quietly();

            // When
            session.server(begins);

            // Then
            assertThat(session.transcript()).contains("FATAL 08006").contains("withheld");
        }
    }

    @Test
    void rowsWithoutACopyAreDropped() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(ROW, new CopyDone(), new CopyFail("x"));

        // Then
        assertThat(session.transcript()).doesNotContain("forward");
    }

    private static SessionScript copyingIn(String sql) {
        SessionScript session = SessionScript.open().client(query(sql));
        return session.allowUnrestricted().appended().server(COPY_IN).quietly();
    }

    private static SessionScript executingCopy() {
        SessionScript session = SessionScript.open().client(parse("", "COPY t FROM STDIN"));
        session.allowUnrestricted().client(bind("", ""), execute("")).allowUnrestricted();
        return session.appended()
                .server(new ParseComplete(), new BindComplete())
                .quietly();
    }
}
