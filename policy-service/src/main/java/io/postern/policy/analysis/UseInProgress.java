package io.postern.policy.analysis;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Span;
import io.postern.policy.catalog.Relation;

/** A reference to a relation while its statement is analysed; becomes a {@link RelationUse}. */
final class UseInProgress {

    private final int id;
    private final Relation relation;
    private final Span reference;
    private final String rangeName;
    private final RelationUse.Form form;
    private final Set<RelationUse.Trait> traits = EnumSet.noneOf(RelationUse.Trait.class);
    private final Optional<ExpandedView> view;
    private boolean observed;

    /** @param written how the reference is written */
    UseInProgress(int id, Relation relation, Written written, Optional<ExpandedView> view) {
        this.id = id;
        this.relation = relation;
        this.reference = written.reference();
        this.rangeName = written.rangeName();
        this.form = written.form();
        this.view = view;
    }

    record Written(Span reference, String rangeName, RelationUse.Form form) {}

    int id() {
        return id;
    }

    Relation relation() {
        return relation;
    }

    String rangeName() {
        return rangeName;
    }

    Span reference() {
        return reference;
    }

    void add(RelationUse.Trait trait) {
        traits.add(trait);
    }

    /** Something of its rows was named. */
    void observe() {
        observed = true;
    }

    boolean observed() {
        return observed;
    }

    /** Tells whether something is named from here on. */
    void forgetObserved() {
        observed = false;
    }

    RelationUse finished() {
        return new RelationUse(id, relation, reference, rangeName, form, traits, view);
    }
}
