package io.postern.policy.analysis;

import java.util.IdentityHashMap;

import io.postern.pgsql.builtin.Builtins;
import io.postern.pgsql.tree.Query;
import io.postern.pgwire.sql.Tokens;

/** One pass over one statement: what every part of the analysis shares. Confined to the thread of the analysis. */
final class Pass {

    /** Levels of expressions and queries within each other; descent takes stack. */
    private static final int MAX_DEPTH = 400;

    /** Levels that a view counts for. */
    private static final int VIEW_DEPTH = 8;

    final Tokens tokens;
    final AnalysisContext context;
    final Builtins builtins;
    final FreeSlots slots;
    final ViewExpansion views;
    final Work work = new Work();
    final Objects objects;
    final Relations relations;
    final Columns columns;
    final Calls calls;
    final Expressions expressions;
    final Targets targets;
    final FromClause from;
    final WithClause withQueries;
    final Queries queries;
    final Changes changes;

    /** Names of the first columns of sub-queries that are values. */
    final IdentityHashMap<Query, String> subqueryNames = new IdentityHashMap<>();

    private int depth;

    Pass(Tokens tokens, AnalysisContext context, FreeSlots slots, ViewExpansion views) {
        this.tokens = tokens;
        this.context = context;
        this.builtins = Builtins.of(context.catalog().serverMajor());
        this.slots = slots;
        this.views = views;
        this.objects = new Objects(this);
        this.relations = new Relations(this);
        this.columns = new Columns(this);
        this.calls = new Calls(this);
        this.expressions = new Expressions(this);
        this.targets = new Targets(this);
        this.from = new FromClause(this);
        this.withQueries = new WithClause(this);
        this.queries = new Queries(this);
        this.changes = new Changes(this);
    }

    /** A pass over the definition of a view that this one names. */
    Pass within(Tokens definition, AnalysisContext inside) {
        Pass inner = new Pass(definition, inside, new FreeSlots(), views);
        inner.depth = depth + VIEW_DEPTH;
        return inner;
    }

    /** One level down; {@link #ascend} has to follow. */
    void descend(int token) {
        if (++depth > MAX_DEPTH) {
            throw new NotAnalysable("The statement is nested more than " + MAX_DEPTH + " levels deep.", token);
        }
    }

    void ascend() {
        depth--;
    }

    int both(int one, int other) {
        return work.graph.both(one, other);
    }
}
