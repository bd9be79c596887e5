package io.postern.policy.sql;

/** One reading: the parts of the grammar, which call each other, and what they share. */
final class Grammar {

    final TokenCursor cursor;
    final ReadingContext context;
    final FreeSlots slots = new FreeSlots();
    final CteScopes scopes = new CteScopes();
    final RelationNames relations;
    final Types types;
    final Expressions expressions;
    final Primaries primaries;
    final SpecialForms forms;
    final Calls calls;
    final FromItems from;
    final Queries queries;
    final Changes changes;

    private FactsCollector facts = new FactsCollector();

    Grammar(TokenCursor cursor, ReadingContext context) {
        this.cursor = cursor;
        this.context = context;
        this.relations = new RelationNames(this);
        this.types = new Types(this);
        this.expressions = new Expressions(this);
        this.primaries = new Primaries(this);
        this.forms = new SpecialForms(this);
        this.calls = new Calls(this);
        this.from = new FromItems(this);
        this.queries = new Queries(this);
        this.changes = new Changes(this);
    }

    /** Of the statement being read. */
    FactsCollector facts() {
        return facts;
    }

    void beginStatement() {
        facts = new FactsCollector();
    }
}
