package io.postern.policy.analysis;

import io.postern.pgwire.sql.Tokens;

/**
 * What a view stands for.
 *
 * @param definition the tokens of its query, as pg_get_viewdef() spells it; spans in {@code analysis} count these
 */
public record ExpandedView(Tokens definition, StatementAnalysis analysis) {}
