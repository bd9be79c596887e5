package io.postern.approval.adapter.streams;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.postern.approval.app.Changes;
import io.postern.identity.signing.RefusedEvents;

/**
 * What the fold needs besides the topic.
 *
 * @param producer named in the facts the fold appends
 * @param own signs the facts the fold appends, and tells which of the topic's to believe
 * @param finishedToKeep per partition of the topic
 * @param isCaughtUp nothing expires before: an old request may only look pending until the rest of the log is read
 */
record FoldSettings(
        String producer,
        OwnFacts own,
        int finishedToKeep,
        Supplier<String> eventIds,
        BooleanSupplier isCaughtUp,
        Observers observers) {

    /** Who is told of what the fold does. */
    record Observers(Changes changes, Progress progress, SkippedRecords skipped, RefusedEvents refused) {}

    Changes changes() {
        return observers.changes();
    }

    Progress progress() {
        return observers.progress();
    }

    RefusedEvents refused() {
        return observers.refused();
    }

    SkippedRecords skipped() {
        return observers.skipped();
    }
}
