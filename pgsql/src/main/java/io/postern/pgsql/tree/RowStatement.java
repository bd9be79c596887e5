package io.postern.pgsql.tree;

import java.util.Optional;

/** What PostgreSQL plans: a query, or a change of rows. */
public sealed interface RowStatement extends Statement permits Query, Insert, Update, Delete, Merge {

    Optional<With> with();
}
