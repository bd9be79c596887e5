package io.postern.policy.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgwire.sql.TokenKind;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;

/** Relation names to relations, as PostgreSQL resolves them: WITH queries, then the search path (manual, section 5.9.3). */
final class RelationNames {

    /** Where a name stands in the text. */
    record Reference(List<String> parts, int from, int to, boolean only) {}

    /** Where the name of the setting stands, counted from WHERE. */
    private static final int SETTING_AHEAD = 3;

    private final Grammar grammar;

    RelationNames(Grammar grammar) {
        this.grammar = grammar;
    }

    /** {@code [ONLY] name [*]}, {@code ONLY (name)}. */
    Reference reference() {
        TokenCursor cursor = grammar.cursor;
        int from = cursor.at();
        boolean only = cursor.acceptWord("only");
        boolean parenthesised = only && cursor.acceptSelf('(');
        List<String> parts = parts();
        if (parenthesised) {
            cursor.expectSelf(')');
        } else if (!only) {
            cursor.acceptSelf('*');
        }
        return new Reference(parts, from, cursor.at(), only);
    }

    List<String> parts() {
        TokenCursor cursor = grammar.cursor;
        List<String> parts = new ArrayList<>();
        parts.add(cursor.name());
        while (cursor.acceptSelf('.')) {
            parts.add(cursor.label());
        }
        return parts;
    }

    /** The relation to be read; empty for a WITH query or a readable system relation, which need nothing further. */
    Optional<Relation> readable(Reference reference) {
        if (reference.parts().size() == 1
                && grammar.scopes.sees(reference.parts().get(0))) {
            if (reference.only()) {
                throw refused(reference, "is a WITH query and cannot be read with ONLY");
            }
            return Optional.empty();
        }
        return resolve(reference);
    }

    /** The relation to be changed: never a WITH query, never a system relation. */
    Relation changeable(Reference reference) {
        return resolve(reference)
                .orElseThrow(() -> refused(reference, "is part of the system catalogs and cannot be changed"));
    }

    private Optional<Relation> resolve(Reference reference) {
        List<String> parts = reference.parts();
        if (parts.size() > 2) {
            throw refused(reference, "names a database; leave that out");
        }
        if (parts.size() == 2) {
            return known(reference, new QualifiedName(parts.get(0), parts.get(1)));
        }
        String name = parts.get(0);
        // Names of relations in pg_catalog start so, and pg_catalog is searched first.
        if (name.startsWith("pg_")) {
            return known(reference, new QualifiedName("pg_catalog", name));
        }
        for (String schema : grammar.context.searchPath()) {
            if (schema.equals("pg_catalog")) {
                continue;
            }
            if (SystemRelations.isSystemSchema(schema)) {
                throw refused(reference, "cannot be looked up while a system schema is on the search path");
            }
            Optional<Relation> relation = grammar.context.catalog().relation(new QualifiedName(schema, name));
            if (relation.isPresent()) {
                return Optional.of(ofKnownKind(reference, relation.get()));
            }
        }
        throw refused(reference, "is not known");
    }

    private Optional<Relation> known(Reference reference, QualifiedName name) {
        if (SystemRelations.isSystemSchema(name.schema())) {
            if (!SystemRelations.isReadable(name.schema(), name.name()) && !readsOneShownSetting(name)) {
                throw refused(reference, "is not one of the system catalogs that may be read");
            }
            return Optional.empty();
        }
        return Optional.of(ofKnownKind(
                reference,
                grammar.context.catalog().relation(name).orElseThrow(() -> refused(reference, "is not known"))));
    }

    /** {@code pg_settings WHERE name = 'x'} and nothing behind it, as drivers write it, for a setting that SHOW may show. */
    private boolean readsOneShownSetting(QualifiedName relation) {
        TokenCursor cursor = grammar.cursor;
        boolean one = relation.equals(SystemRelations.SETTINGS)
                && cursor.isWord("where")
                && cursor.word(1).equals("name")
                && cursor.isSelf(2, '=')
                && cursor.isKind(SETTING_AHEAD, TokenKind.STRING)
                && (cursor.isEnd(SETTING_AHEAD + 1)
                        || cursor.isSelf(SETTING_AHEAD + 1, ';')
                        || cursor.isSelf(SETTING_AHEAD + 1, ')'));
        if (!one) {
            return false;
        }
        int token = cursor.at() + SETTING_AHEAD;
        String literal = cursor.tokens().text(token);
        grammar.slots.keep(cursor.tokens().slot(token));
        return Settings.isShown(literal.substring(1, literal.length() - 1));
    }

    private static Relation ofKnownKind(Reference reference, Relation relation) {
        return switch (relation.kind()) {
            case TABLE, PARTITIONED_TABLE -> relation;
            case VIEW -> throw refused(reference, "is a view, and what is behind it is not known; name its tables");
            case MATERIALIZED_VIEW ->
                throw refused(reference, "is a materialized view, and what is in it is not known; name its tables");
            case FOREIGN_TABLE -> throw refused(reference, "is a foreign table and cannot be used here");
            case SEQUENCE, COMPOSITE_TYPE, OTHER -> throw refused(reference, "is not a table");
        };
    }

    private static NotReadable refused(Reference reference, String why) {
        return new NotReadable("Relation " + String.join(".", reference.parts()) + " " + why + ".", reference.from());
    }
}
