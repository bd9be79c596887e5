package io.postern.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.Bytes;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.statement.Parameter;
import io.postern.proxy.statement.StatementText;

class NamesTest {

    private final Names names = new Names();
    private final Names.Prepared one = prepared("SELECT 1");
    private final Names.Prepared two = prepared("SELECT 2");

    @Test
    void newestChangeIsFoundBeforeItIsConfirmed() {
        // When
        names.prepare("s", one);
        names.prepare("s", two);

        // Then
        assertThat(names.statement("s")).contains(two);
    }

    @Test
    void undoLeavesAChangeThatWasMadeLater() {
        // Given
        Names.Change first = names.prepare("s", one);
        Names.Change second = names.prepare("s", two);

        // When
        first.undo();
        second.confirm();

        // Then
        assertThat(names.statement("s")).contains(two);
    }

    @Test
    void undoBringsBackWhatWasConfirmed() {
        // Given
        names.prepare("s", one).confirm();
        Names.Change replaced = names.prepare("s", two);
        Names.Change closed = names.closeStatement("s");

        // When
        replaced.undo();
        closed.undo();

        // Then
        assertThat(names.statement("s")).contains(one);
    }

    @Test
    void confirmedCloseLeavesNothing() {
        // Given
        names.prepare("s", one).confirm();

        // When
        names.closeStatement("s").confirm();

        // Then
        assertThat(names.statement("s")).isEmpty();
        assertThat(names.size()).isZero();
    }

    @Test
    void closeOfWhatDoesNotExistLeavesNothing() {
        // When
        names.closePortal("p").confirm();
        names.closeStatement("s").undo();
        names.dropUnnamed().confirm();
        names.dropUnnamed().undo();

        // Then
        assertThat(names.size()).isZero();
    }

    @Test
    void endOfATransactionDropsConfirmedPortalsOnly() {
        // Given
        names.bind("old", portal()).confirm();
        Names.Portal next = portal();
        Names.Change bound = names.bind("old", next);

        // When
        names.endTransaction();
        bound.confirm();

        // Then
        assertThat(names.portal("old")).contains(next);
    }

    @Test
    void portalClosedButNotYetConfirmedMayStillBeThere() {
        // Given
        names.bind("p", portal()).confirm();

        // When
        Names.Change closed = names.closePortal("p");

        // Then
        assertThat(names.portal("p")).isEmpty();
        assertThat(names.mayNameBoundPortal(Set.of("x", "p"))).isTrue();
        closed.confirm();
        assertThat(names.mayNameBoundPortal(Set.of("x", "p"))).isFalse();
    }

    @Test
    void declaredCursorMayBeFetched() {
        // When
        names.bind("c", new Names.Portal(one, List.of(), Names.Origin.DECLARED)).confirm();

        // Then
        assertThat(names.mayNameBoundPortal(Set.of("c"))).isFalse();
    }

    @Test
    void heldCursorOutlivesItsTransaction() {
        // Given
        names.bind("c", new Names.Portal(one, List.of(), Names.Origin.DECLARED)).confirm();
        names.bind("h", new Names.Portal(one, List.of(), Names.Origin.HELD)).confirm();

        // When
        names.endTransaction();

        // Then
        assertThat(names.portal("c")).isEmpty();
        assertThat(names.portal("h")).isPresent();
    }

    @Test
    void namesAreComparedByTheirFirst63BytesAsTheServerDoes() {
        // Given
        String longName = "ü".repeat(31) + "ab";
        names.prepare(longName + "1", one).confirm();

        // When
        names.prepare(longName + "2", two).confirm();

        // Then
        assertThat(names.statement(longName + "1")).contains(two);
        assertThat(names.statement("ü".repeat(31) + "x")).isEmpty();
        assertThat(names.size()).isEqualTo(1);
    }

    @Test
    void deallocateAllLeavesTheUnnamedStatement() {
        // Given
        names.prepare("", one).confirm();
        names.prepare("s", two).confirm();

        // When
        names.dropNamedStatements();

        // Then
        assertThat(names.statement("")).contains(one);
        assertThat(names.statement("s")).isEmpty();
    }

    @Test
    void nameIsOpenBeyondTheSyncUntilItIsAnswered() {
        // Given
        Names.Change change = names.prepare("s", one);
        boolean before = names.isStatementOpen("s");

        // When
        names.synced();

        // Then
        assertThat(before).isFalse();
        assertThat(names.isStatementOpen("s")).isTrue();
        change.confirm();
        assertThat(names.isStatementOpen("s")).isFalse();
    }

    @Test
    void changeInTheSamePipelineSettlesTheName() {
        // Given
        names.prepare("s", one);
        names.synced();

        // When
        names.prepare("s", two);

        // Then
        assertThat(names.isStatementOpen("s")).isFalse();
        assertThat(names.isPortalOpen("s")).isFalse();
    }

    @Test
    void portalIsOpenWhileItsFirstExecuteOfAnEarlierPipelineIsUnanswered() {
        // Given
        Names.Portal portal = portal();
        names.bind("p", portal).confirm();
        names.start(portal, new Running("s-1", Samples.allow(), new Moment(Samples.START, 0)));
        names.synced();
        boolean unanswered = names.isPortalOpen("p");

        // When
        portal.reached();

        // Then
        assertThat(unanswered).isTrue();
        assertThat(names.isPortalOpen("p")).isFalse();
    }

    @Test
    void bytesFallAsNamesGo() {
        // Given
        names.prepare("s", one).confirm();
        names.prepare("s", two).confirm();
        names.prepare("t", one).undo();
        names.bind("p", withParameter()).confirm();
        long held = names.bytes();

        // When
        names.endTransaction();
        names.closeStatement("s").confirm();

        // Then
        assertThat(held).isEqualTo("SELECT 2".length() + 5);
        assertThat(names.bytes()).isZero();
    }

    private Names.Portal withParameter() {
        Bytes value = Bytes.of(new byte[5]);
        return new Names.Portal(one, List.of(new Parameter(0, false, Optional.of(value))), Names.Origin.BOUND);
    }

    private Names.Portal portal() {
        return new Names.Portal(one, List.of(), Names.Origin.BOUND);
    }

    private static Names.Prepared prepared(String sql) {
        try {
            StatementText text = StatementText.of(SqlText.of(sql), LexerLimits.DEFAULT);
            return new Names.Prepared(text, text.sql(), List.of(), Optional.of(Samples.allow()));
        } catch (LexicalError e) {
            throw new IllegalArgumentException(sql, e);
        }
    }
}
