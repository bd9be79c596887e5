package io.postern.policy.domain;

import java.util.List;

import io.postern.policy.analysis.StatementAnalysis;

/**
 * When PostgreSQL may apply row filters. It applies conditions of one scan in the order of their cost; a condition that fails for a
 * row that the filter hides would tell of that row.
 */
enum FilterTime {
    /** In whatever order: no condition of the text can fail. Indexes serve both. */
    WITH_CONDITIONS,
    /** Before any condition of the text sees a row. */
    FIRST;

    static FilterTime of(List<StatementAnalysis> statements) {
        return statements.stream().allMatch(SureConditions::hold) ? WITH_CONDITIONS : FIRST;
    }
}
