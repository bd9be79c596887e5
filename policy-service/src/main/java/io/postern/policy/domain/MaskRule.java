package io.postern.policy.domain;

import java.util.List;

/** Masks columns for an audience. */
public record MaskRule(String id, Audience audience, List<ColumnName> columns, Mask mask) {

    public MaskRule {
        columns = List.copyOf(columns);
    }
}
