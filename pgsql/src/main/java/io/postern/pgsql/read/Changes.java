package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Assignment;
import io.postern.pgsql.tree.ChangeTarget;
import io.postern.pgsql.tree.Delete;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Insert;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Returning;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Step;
import io.postern.pgsql.tree.Update;
import io.postern.pgsql.tree.With;

/** INSERT, UPDATE and DELETE: manual, chapter 6. */
final class Changes {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Changes(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** PostgreSQL's PreparableStmt. */
    RowStatement statement() {
        int from = cursor.at();
        if (cursor.isSelf('(')) {
            return grammar.queries.query();
        }
        int outer = cursor.enter();
        Optional<With> with = grammar.queries.with();
        RowStatement statement = switch (cursor.keyword()) {
            case "insert" -> insert(from, with);
            case "update" -> update(from, with);
            case "delete" -> delete(from, with);
            case "merge" -> grammar.merges.merge(from, with);
            default -> grammar.queries.query(from, with);
        };
        cursor.leave(outer);
        return statement;
    }

    private Insert insert(int from, Optional<With> with) {
        cursor.expectAll("insert", "into");
        int start = cursor.at();
        ObjectName name = cursor.relationName();
        Span reference = cursor.since(start);
        Optional<Name> alias = cursor.accept("as") ? Optional.of(cursor.columnName()) : Optional.empty();
        ChangeTarget target = new ChangeTarget(name, false, alias, reference, cursor.since(start));
        List<Assignment.Column> columns = cursor.isSelf('(') && !startsQuery() ? columns() : List.of();
        overriding();
        Optional<Query> source = columns.isEmpty() && cursor.acceptAll("default", "values")
                ? Optional.empty()
                : Optional.of(grammar.queries.query());
        Optional<Insert.OnConflict> onConflict = cursor.is("on") ? Optional.of(onConflict()) : Optional.empty();
        return new Insert(with, target, columns, source, onConflict, returning(), cursor.since(from));
    }

    /** Whether what stands in parentheses here is a query, not a list of columns. */
    private boolean startsQuery() {
        int ahead = 1;
        while (cursor.isSelf(ahead, '(')) {
            ahead++;
        }
        return ahead > 1
                || cursor.isAnyOf(1, "select", "with", "table")
                || (cursor.is(1, "values") && cursor.isSelf(2, '('));
    }

    /** OVERRIDING, where it stands here. */
    void overriding() {
        if (cursor.accept("overriding")) {
            cursor.expectAnyOf("user", "system");
            cursor.expect("value");
        }
    }

    /** PostgreSQL's insert_column_list, in parentheses. */
    List<Assignment.Column> columns() {
        cursor.expectSelf('(');
        List<Assignment.Column> columns = new ArrayList<>();
        do {
            columns.add(column());
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
        return columns;
    }

    private Assignment.Column column() {
        int from = cursor.at();
        Name name = cursor.columnName();
        List<Step> steps = grammar.primaries.steps();
        return new Assignment.Column(name, steps, cursor.since(from));
    }

    private Insert.OnConflict onConflict() {
        int from = cursor.at();
        cursor.expectAll("on", "conflict");
        List<Expression> arbiters = new ArrayList<>();
        Optional<Expression> arbiterWhere = Optional.empty();
        Optional<Name> constraint = Optional.empty();
        if (cursor.acceptSelf('(')) {
            do {
                arbiters.add(indexElement());
            } while (cursor.acceptSelf(','));
            cursor.expectSelf(')');
            arbiterWhere = where();
        } else if (cursor.acceptAll("on", "constraint")) {
            constraint = Optional.of(cursor.columnName());
        }
        cursor.expect("do");
        if (cursor.accept("nothing")) {
            return new Insert.OnConflict(
                    arbiters, arbiterWhere, constraint, false, List.of(), Optional.empty(), cursor.since(from));
        }
        cursor.expectAll("update", "set");
        List<Assignment> assignments = assignments();
        Optional<Expression> where = where();
        return new Insert.OnConflict(arbiters, arbiterWhere, constraint, true, assignments, where, cursor.since(from));
    }

    /** PostgreSQL's index_elem. */
    private Expression indexElement() {
        Expression element;
        if (cursor.acceptSelf('(')) {
            element = grammar.expressions.expression();
            cursor.expectSelf(')');
        } else if (grammar.calls.startsWindowless()) {
            element = grammar.calls.windowless();
        } else {
            int from = cursor.at();
            Name name = cursor.columnName();
            element = new Expression.ColumnReference(List.of(name), false, cursor.since(from));
        }
        if (cursor.accept("collate")) {
            cursor.objectName();
        }
        if (cursor.isColumnName(0)) {
            cursor.objectName();
            if (cursor.isSelf('(')) {
                new StorageClauses(cursor, grammar).parameters();
            }
        }
        if (!cursor.accept("asc")) {
            cursor.accept("desc");
        }
        if (!cursor.acceptAll("nulls", "first")) {
            cursor.acceptAll("nulls", "last");
        }
        return element;
    }

    private Optional<Expression> where() {
        return cursor.accept("where") ? Optional.of(grammar.expressions.expression()) : Optional.empty();
    }

    private Optional<Expression> whereOrCurrent() {
        if (!cursor.is("where") || !cursor.is(1, "current") || !cursor.is(2, "of")) {
            return where();
        }
        cursor.advance();
        int from = cursor.at();
        cursor.expectAll("current", "of");
        Name name = cursor.columnName();
        return Optional.of(new Expression.CurrentOf(name, cursor.since(from)));
    }

    /** PostgreSQL's relation_expr_opt_alias. */
    ChangeTarget target() {
        int from = cursor.at();
        FromItem.Table relation = grammar.from.relation();
        boolean alias = cursor.accept("as") || (cursor.isColumnName(0) && !cursor.is("set"));
        Optional<Name> name = alias ? Optional.of(cursor.columnName()) : Optional.empty();
        return new ChangeTarget(relation.name(), relation.only(), name, relation.reference(), cursor.since(from));
    }

    private Update update(int from, Optional<With> with) {
        cursor.expect("update");
        ChangeTarget target = target();
        cursor.expect("set");
        List<Assignment> assignments = assignments();
        List<FromItem> items = cursor.accept("from") ? grammar.from.list() : List.of();
        Optional<Expression> where = whereOrCurrent();
        return new Update(with, target, assignments, items, where, returning(), cursor.since(from));
    }

    private Delete delete(int from, Optional<With> with) {
        cursor.expectAll("delete", "from");
        ChangeTarget target = target();
        List<FromItem> using = cursor.accept("using") ? grammar.from.list() : List.of();
        Optional<Expression> where = whereOrCurrent();
        return new Delete(with, target, using, where, returning(), cursor.since(from));
    }

    /** Behind SET: PostgreSQL's set_clause_list. */
    List<Assignment> assignments() {
        List<Assignment> assignments = new ArrayList<>();
        do {
            int from = cursor.at();
            boolean multiple = cursor.isSelf('(');
            List<Assignment.Column> columns = multiple ? columns() : List.of(column());
            cursor.expectSelf('=');
            Expression source = grammar.expressions.expression();
            assignments.add(new Assignment(columns, multiple, source, cursor.since(from)));
        } while (cursor.acceptSelf(','));
        return assignments;
    }

    /** Empty where none stands here. */
    Optional<Returning> returning() {
        if (!cursor.is("returning")) {
            return Optional.empty();
        }
        int from = cursor.at();
        cursor.advance();
        Optional<Name> oldAlias = Optional.empty();
        Optional<Name> newAlias = Optional.empty();
        if (cursor.major() >= 18 && cursor.accept("with")) {
            cursor.expectSelf('(');
            do {
                boolean old = cursor.expectAnyOf("old", "new").equals("old");
                cursor.expect("as");
                Optional<Name> name = Optional.of(cursor.columnName());
                if ((old ? oldAlias : newAlias).isPresent()) {
                    throw new SyntaxError((old ? "OLD" : "NEW") + " cannot be specified multiple times", cursor.at());
                }
                oldAlias = old ? name : oldAlias;
                newAlias = old ? newAlias : name;
            } while (cursor.acceptSelf(','));
            cursor.expectSelf(')');
        }
        List<Query.Target> targets = grammar.selects.targets();
        return Optional.of(new Returning(oldAlias, newAlias, targets, cursor.since(from)));
    }
}
