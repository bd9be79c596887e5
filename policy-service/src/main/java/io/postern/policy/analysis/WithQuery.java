package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgsql.tree.With;

/** A WITH query, from its declaration on. */
final class WithQuery {

    enum Stage {
        DECLARED,
        /** Its statement is being analysed and it cannot be read yet. */
        BEGUN,
        /** Its statement is being analysed; the recursive part may read it. */
        RECURSIVE,
        DONE
    }

    private final With.CommonTable syntax;
    private final Scope home;
    private final boolean recursive;
    private Stage stage = Stage.DECLARED;
    private List<RangeColumn> columns = List.of();
    private boolean result = true;

    /** @param home where the WITH clause stands */
    WithQuery(With.CommonTable syntax, Scope home, boolean recursive) {
        this.syntax = syntax;
        this.home = home;
        this.recursive = recursive;
    }

    String name() {
        return syntax.name().text();
    }

    With.CommonTable syntax() {
        return syntax;
    }

    Scope home() {
        return home;
    }

    boolean isRecursive() {
        return recursive;
    }

    Stage stage() {
        return stage;
    }

    void begin() {
        stage = Stage.BEGUN;
    }

    void recurse(List<RangeColumn> visible) {
        stage = Stage.RECURSIVE;
        columns = new ArrayList<>(visible);
    }

    void finish(List<RangeColumn> all, boolean hasResult) {
        stage = Stage.DONE;
        columns = new ArrayList<>(all);
        result = hasResult;
    }

    List<RangeColumn> columns() {
        return columns;
    }

    boolean hasResult() {
        return result;
    }
}
