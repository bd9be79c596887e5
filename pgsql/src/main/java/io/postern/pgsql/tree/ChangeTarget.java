package io.postern.pgsql.tree;

import java.util.Optional;

/**
 * The relation that a statement changes.
 *
 * @param reference from ONLY or the name to the end of the name, the alias not
 */
public record ChangeTarget(ObjectName name, boolean only, Optional<Name> alias, Span reference, Span span)
        implements SyntaxNode {}
