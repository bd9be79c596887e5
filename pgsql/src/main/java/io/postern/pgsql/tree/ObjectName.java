package io.postern.pgsql.tree;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A name that may be qualified; never empty. Types and functions with a spelling of their own in SQL carry the name that
 * PostgreSQL gives them, {@code pg_catalog} included, with the token that begins the spelling.
 */
public record ObjectName(List<Name> parts, Span span) implements SyntaxNode {

    public ObjectName {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a name has at least one part");
        }
    }

    public Name last() {
        return parts.get(parts.size() - 1);
    }

    /** The schema, or a longer qualification; empty where there is none. */
    public List<Name> qualifiers() {
        return parts.subList(0, parts.size() - 1);
    }

    public boolean isQualified() {
        return parts.size() > 1;
    }

    /** For people: the parts with dots between them. */
    @Override
    public String toString() {
        return parts.stream().map(Name::text).collect(Collectors.joining("."));
    }
}
