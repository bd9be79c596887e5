package io.postern.pgsql.tree;

/** A part of a statement. */
public interface SyntaxNode {

    /** The tokens that it was read from. */
    Span span();
}
