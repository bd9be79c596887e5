package io.postern.pgsql.read;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.SortKey;
import io.postern.pgsql.tree.TypeName;

/** One reading: the parts of the grammar of row statements, which call each other. */
final class Grammar implements RowGrammar {

    final TokenCursor cursor;
    final Types types;
    final Expressions expressions;
    final Parentheses parentheses;
    final Primaries primaries;
    final SpecialForms forms;
    final XmlForms xml;
    final JsonForms json;
    final Calls calls;
    final Windows windows;
    final FromItems from;
    final TableFunctions tableFunctions;
    final Queries queries;
    final Selects selects;
    final Changes changes;
    final Merges merges;

    Grammar(TokenCursor cursor) {
        this.cursor = cursor;
        this.types = new Types(this);
        this.expressions = new Expressions(this);
        this.parentheses = new Parentheses(this);
        this.primaries = new Primaries(this);
        this.forms = new SpecialForms(this);
        this.xml = new XmlForms(this);
        this.json = new JsonForms(this);
        this.calls = new Calls(this);
        this.windows = new Windows(this);
        this.from = new FromItems(this);
        this.tableFunctions = new TableFunctions(this);
        this.queries = new Queries(this);
        this.selects = new Selects(this);
        this.changes = new Changes(this);
        this.merges = new Merges(this);
    }

    @Override
    public Expression expression() {
        return expressions.expression();
    }

    @Override
    public Expression restrictedExpression() {
        return expressions.restricted();
    }

    @Override
    public Expression windowlessCall() {
        return calls.windowless();
    }

    @Override
    public Expression.FunctionCall plainCall() {
        return calls.plain();
    }

    @Override
    public TypeName type() {
        return types.type();
    }

    @Override
    public SortKey sortKey() {
        return windows.sortKey();
    }

    @Override
    public Query query() {
        return queries.query();
    }

    @Override
    public RowStatement rowStatement() {
        return changes.statement();
    }

    @Override
    public FromItem fromItem() {
        return from.item();
    }

    @Override
    public FromItem.Table relation() {
        return from.relation();
    }
}
