package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.BindComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.ParseComplete;

class LastWordsTest {

    private static final ErrorResponse TERMINATED =
            ErrorResponse.of("FATAL", "57P01", "terminating connection", null, null);

    @Test
    void afterTheServersFatalErrorTheClientGetsNoOther() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1")).allow().appended();

        // When
        session.quietly().server(TERMINATED).shutdown();

        // Then
        assertThat(session.transcript()).doesNotContain("reply").contains("emit Completed s-1 UNKNOWN");
        assertThat(session.state()).isEqualTo(new SessionState.Closed());
    }

    @Test
    void aServerThatSpeaksAfterItsFatalErrorIsNotHeard() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1")).allow().appended();

        // When
        session.server(TERMINATED).quietly().server(new CommandComplete("SELECT 1"), ready('I'));

        // Then
        assertThat(session.transcript()).contains("(withheld)").doesNotContain("reply");
        assertThat(session.state()).isEqualTo(new SessionState.Closed());
    }

    @Test
    void readyForQueryOutOfPlaceLeavesNoStatementWithoutAnEnd() {
        // Given
        SessionScript session = SessionScript.open();
        session.client(Samples.parse("", "SELECT 1")).allow();
        session.client(Samples.bind("", ""), Samples.execute("")).allow().appended();
        session.server(new ParseComplete(), new BindComplete());

        // When
        session.quietly().server(ready('I'));

        // Then
        assertThat(session.transcript()).contains("FATAL 08006", "emit Completed s-1 UNKNOWN");
    }
}
