package io.postern.policy.analysis;

import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Span;
import io.postern.policy.catalog.Relation;

/**
 * One reference to a relation outside the system schemas.
 *
 * @param id unique within its statement
 * @param reference the tokens of the reference, ONLY, a star or closing parenthesis included, the alias not; of {@link Form#TABLE_COMMAND}
 *     from TABLE on
 * @param rangeName the name by which columns are qualified: the alias, or else the relation's own name
 * @param traits how it is used
 * @param view what is behind it, for a view
 */
public record RelationUse(
        int id,
        Relation relation,
        Span reference,
        String rangeName,
        Form form,
        Set<Trait> traits,
        Optional<ExpandedView> view) {

    public RelationUse {
        traits = Set.copyOf(traits);
    }

    /** How the reference is written. */
    public enum Form {
        WITH_ALIAS,
        WITHOUT_ALIAS,
        /** {@code TABLE name}. */
        TABLE_COMMAND,
        /** COPY, LOCK and the like: not in a query. */
        BARE
    }

    /** How a relation is used. */
    public enum Trait {
        /** Its rows are changed. */
        TARGET,
        ONLY,
        COLUMN_ALIASES,
        TABLESAMPLE,
        /** FOR UPDATE, FOR SHARE and the like are about it. */
        LOCKED,
        /** Its row is used as one value. */
        WHOLE_ROW,
        SYSTEM_COLUMN
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }
}
