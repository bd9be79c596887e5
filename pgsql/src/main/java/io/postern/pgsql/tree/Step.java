package io.postern.pgsql.tree;

import java.util.Optional;

/** What follows an expression, or a column that is written to, to take a part of it. */
public sealed interface Step {

    /** {@code .name}. */
    record Field(Name name) implements Step {}

    /** {@code .*}. */
    record Star() implements Step {}

    /** {@code [index]}. */
    record Subscript(Expression index) implements Step {}

    /** {@code [lower:upper]}. */
    record Slice(Optional<Expression> lower, Optional<Expression> upper) implements Step {}
}
