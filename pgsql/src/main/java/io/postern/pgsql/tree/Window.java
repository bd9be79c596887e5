package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/**
 * What stands behind OVER, or defines a name in the WINDOW clause: manual, section 4.2.8.
 *
 * @param base the window that it refers to or extends
 * @param frame empty where none is written
 */
public record Window(
        Optional<Name> base, List<Expression> partitionBy, List<SortKey> orderBy, Optional<Frame> frame, Span span)
        implements SyntaxNode {

    public Window {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }

    /** The offsets of a frame; its mode and exclusion say nothing about what is read. */
    public record Frame(Optional<Expression> start, Optional<Expression> end) {}

    /** An element of the WINDOW clause. */
    public record Definition(Name name, Window window) {}
}
