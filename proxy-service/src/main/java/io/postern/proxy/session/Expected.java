package io.postern.proxy.session;

import java.util.Optional;

/** An answer that the server owes. */
sealed interface Expected {
    /** Query, up to ReadyForQuery; no statement where there was nothing to run. */
    record QueryResult(Optional<Running> running, Names.Change dropped, Followed followed) implements Expected {}

    /** A Query made to fail, so that the open transaction fails as it would for an error of the server. */
    record InjectedQuery(Refusal.Denial denial, Names.Change dropped) implements Expected {}

    /** ParseComplete, BindComplete or CloseComplete. */
    record Confirmation(Names.Change change) implements Expected {}

    /**
     * @param prepared what is described; empty where that was made out of sight
     */
    record Description(Optional<Names.Prepared> prepared) implements Expected {}

    /** A Describe of the portal that is executed next, so that its columns are seen ahead of its rows. */
    record InjectedDescription(Running running) implements Expected {}

    /**
     * @param started the portal, where this is its first Execute
     */
    record Execution(Optional<Running> running, Optional<Names.Portal> started, Followed followed)
            implements Expected {}

    record Synchronization() implements Expected {}

    /** A Close of a portal that is not known here, so that the Execute behind it cannot run anything. */
    record InjectedClose() implements Expected {}

    /** An Execute of a portal that is not there: only an error may answer it. */
    record MissingPortal() implements Expected {}

    /** A Parse made to fail. */
    record InjectedParse(Refusal.Denial denial) implements Expected {}
}
