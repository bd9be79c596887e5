package io.postern.policy.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Step;
import io.postern.pgsql.tree.TypeName;
import io.postern.policy.catalog.Column;

/** Value expressions: what they name, call and carry. */
final class Expressions {

    private static final List<String> EQUALS = List.of("=");

    private final Pass pass;

    Expressions(Pass pass) {
        this.pass = pass;
    }

    Value value(Expression expression, Scope scope) {
        pass.descend(expression.span().from());
        Value value = simple(expression, scope);
        pass.ascend();
        return value;
    }

    private Value simple(Expression expression, Scope scope) {
        if (expression instanceof Expression.Constant constant) {
            return constant(constant);
        }
        if (expression instanceof Expression.ColumnReference reference) {
            return pass.columns.value(reference, scope);
        }
        if (expression instanceof Expression.Parameter) {
            return Value.PARAMETER;
        }
        if (expression instanceof Expression.Operation operation) {
            return operation(operation, scope);
        }
        if (expression instanceof Expression.Logical logical) {
            return Value.of(all(logical.members(), scope), TypeFamilies.BOOLEAN);
        }
        if (expression instanceof Expression.FunctionCall call) {
            return pass.calls.call(call, scope);
        }
        if (expression instanceof Expression.SpecialCall call) {
            return pass.calls.special(call, scope);
        }
        if (expression instanceof Expression.Cast cast) {
            return cast(cast.operand(), cast.type(), scope);
        }
        if (expression instanceof Expression.TypedConstant constant) {
            Objects.TypeUse type = pass.objects.type(constant.type());
            return type.literal() == Objects.Literal.VALUE
                    ? Value.constant(constant.slot(), type.oid())
                    : Value.of(LineageGraph.NOTHING, type.oid());
        }
        return matching(expression, scope);
    }

    private static Value constant(Expression.Constant constant) {
        long type = switch (constant.kind()) {
            case INTEGER -> TypeFamilies.INTEGER;
            case NUMERIC -> TypeFamilies.NUMERIC;
            case TRUE, FALSE -> TypeFamilies.BOOLEAN;
            case STRING, NATIONAL_STRING, BIT_STRING, HEX_STRING, NULL -> 0;
        };
        return Value.constant(constant.slot(), type);
    }

    /** Whatever gives a truth value by comparison. */
    private Value matching(Expression expression, Scope scope) {
        if (expression instanceof Expression.InList in) {
            return inList(in, scope);
        }
        if (expression instanceof Expression.InQuery in) {
            return againstQuery(in.left(), in.query(), EQUALS, in.span(), scope);
        }
        if (expression instanceof Expression.Quantified quantified) {
            Value left = value(quantified.left(), scope);
            Value array = value(quantified.array(), scope);
            pass.objects.operator(quantified.operator(), false, left.type(), 0);
            pass.slots.beside(left, array);
            return truth(left, array);
        }
        if (expression instanceof Expression.QuantifiedQuery quantified) {
            List<String> operator = Objects.texts(quantified.operator());
            return againstQuery(quantified.left(), quantified.query(), operator, quantified.span(), scope);
        }
        if (expression instanceof Expression.Between between) {
            return between(between, scope);
        }
        if (expression instanceof Expression.PatternMatch match) {
            return pattern(match, scope);
        }
        if (expression instanceof Expression.DistinctFrom distinct) {
            Value left = value(distinct.left(), scope);
            Value right = value(distinct.right(), scope);
            compare(left, right, EQUALS, distinct.span());
            return truth(left, right);
        }
        if (expression instanceof Expression.Test test) {
            return Value.of(value(test.operand(), scope).node(), TypeFamilies.BOOLEAN);
        }
        if (expression instanceof Expression.Overlaps overlaps) {
            int node = all(overlaps.left(), scope);
            return Value.of(pass.both(node, all(overlaps.right(), scope)), TypeFamilies.BOOLEAN);
        }
        return composed(expression, scope);
    }

    /** Whatever makes a value of other values. */
    private Value composed(Expression expression, Scope scope) {
        if (expression instanceof Expression.Case chosen) {
            return chosen(chosen, scope);
        }
        if (expression instanceof Expression.Subquery subquery) {
            return subquery(subquery, scope);
        }
        if (expression instanceof Expression.Indirection indirection) {
            return indirection(indirection, scope);
        }
        if (expression instanceof Expression.RowConstructor row) {
            return row(row, scope);
        }
        if (expression instanceof Expression.ArrayConstructor array) {
            return array(array, scope);
        }
        if (expression instanceof Expression.Collate collate) {
            pass.objects.collation(collate.collation());
            return value(collate.operand(), scope);
        }
        if (expression instanceof Expression.AtTimeZone zoned) {
            int node = value(zoned.operand(), scope).node();
            if (zoned.zone().isPresent()) {
                node = pass.both(node, value(zoned.zone().get(), scope).node());
            }
            return Value.of(node);
        }
        if (expression instanceof Expression.Default || expression instanceof Expression.CurrentOf) {
            return Value.NOTHING;
        }
        throw new NotAnalysable(
                "An expression of the statement is not understood.",
                expression.span().from());
    }

    private int all(List<Expression> expressions, Scope scope) {
        int node = LineageGraph.NOTHING;
        for (Expression expression : expressions) {
            node = pass.both(node, value(expression, scope).node());
        }
        return node;
    }

    private Value truth(Value left, Value right) {
        return Value.of(pass.both(left.node(), right.node()), TypeFamilies.BOOLEAN);
    }

    private void compare(Value left, Value right, List<String> operator, Span span) {
        pass.objects.operator(operator, false, left.type(), right.type(), span.from());
        pass.slots.beside(left, right);
    }

    /** Chains of operators lean to the left; they are as long as the text, so they are not descended into. */
    private Value operation(Expression.Operation last, Scope scope) {
        Deque<Expression.Operation> chain = new ArrayDeque<>();
        Expression first = last;
        while (first instanceof Expression.Operation operation
                && operation.left().isPresent()) {
            chain.push(operation);
            first = operation.left().get();
        }
        Value left = first instanceof Expression.Operation prefix ? prefixed(prefix, scope) : value(first, scope);
        while (!chain.isEmpty()) {
            Expression.Operation operation = chain.pop();
            Value right = value(operation.right(), scope);
            pass.objects.operator(operation.operator(), false, left.type(), right.type());
            left = combined(left, right, operation.operator());
        }
        return left;
    }

    private Value prefixed(Expression.Operation operation, Scope scope) {
        Value operand = value(operation.right(), scope);
        pass.objects.operator(operation.operator(), true, 0, operand.type());
        String name = operation.operator().last().text();
        boolean sign = name.equals("-") || name.equals("+");
        return sign && operand.is(Value.Kind.CONSTANT) ? operand : Value.of(operand.node());
    }

    private Value combined(Value left, Value right, ObjectName operator) {
        pass.slots.beside(left, right);
        int node = pass.both(left.node(), right.node());
        if (!left.givesMeaning()
                && !right.givesMeaning()
                && left.slots().size() + right.slots().size() <= MAX_FOLDED) {
            List<Integer> slots = new ArrayList<>(left.slots());
            slots.addAll(right.slots());
            return new Value(Value.Kind.CONSTANT, slots, node, 0, Optional.empty());
        }
        return Value.of(node, resultType(left, right, operator));
    }

    /** Constants in an expression of constants alone; more are pinned. */
    private static final int MAX_FOLDED = 16;

    private static long resultType(Value left, Value right, ObjectName operator) {
        return switch (operator.last().text()) {
            case "=", "<>", "!=", "<", ">", "<=", ">=" -> TypeFamilies.BOOLEAN;
            case "+", "-", "*", "/", "%" ->
                left.type() == right.type() && !right.is(Value.Kind.CONSTANT) ? left.type() : 0;
            default -> 0;
        };
    }

    private Value cast(Expression operand, TypeName typeName, Scope scope) {
        Objects.TypeUse type = pass.objects.type(typeName);
        boolean names = type.literal() == Objects.Literal.NAME;
        if (names) {
            pass.slots.startPinning();
        }
        Value value = value(operand, scope);
        if (names) {
            pass.slots.stopPinning();
        }
        return !names && !value.givesMeaning() ? value.withType(type.oid()) : Value.of(value.node(), type.oid());
    }

    private Value inList(Expression.InList in, Scope scope) {
        Value left = value(in.left(), scope);
        int node = left.node();
        pass.objects.operator(
                List.of(in.negated() ? "<>" : "="),
                false,
                left.type(),
                0,
                in.span().from());
        for (Expression member : in.list()) {
            Value value = value(member, scope);
            pass.slots.beside(left, value);
            node = pass.both(node, value.node());
        }
        return Value.of(node, TypeFamilies.BOOLEAN);
    }

    private Value againstQuery(Expression operand, Query query, List<String> operator, Span span, Scope scope) {
        Value left = value(operand, scope);
        int outer = pass.work.beginCondition();
        int node = left.node();
        for (RangeColumn column : pass.queries.subquery(query, scope)) {
            node = pass.both(node, column.node());
        }
        node = pass.both(node, pass.work.endCondition(outer));
        pass.objects.operator(operator, false, left.type(), 0, span.from());
        pass.slots.free(left);
        return Value.of(node, TypeFamilies.BOOLEAN);
    }

    private Value between(Expression.Between between, Scope scope) {
        Value operand = value(between.operand(), scope);
        Value low = value(between.low(), scope);
        Value high = value(between.high(), scope);
        for (Value bound : List.of(low, high)) {
            compare(operand, bound, List.of(">="), between.span());
            compare(operand, bound, List.of("<="), between.span());
            if (between.negated()) {
                compare(operand, bound, List.of("<"), between.span());
                compare(operand, bound, List.of(">"), between.span());
            }
        }
        return truth(Value.of(pass.both(operand.node(), low.node())), high);
    }

    private Value pattern(Expression.PatternMatch match, Scope scope) {
        Value operand = value(match.operand(), scope);
        Value pattern = value(match.pattern(), scope);
        String operator = switch (match.form()) {
            case LIKE -> match.negated() ? "!~~" : "~~";
            case ILIKE -> match.negated() ? "!~~*" : "~~*";
            case SIMILAR_TO -> match.negated() ? "!~" : "~";
        };
        compare(operand, pattern, List.of(operator), match.span());
        int node = pass.both(operand.node(), pattern.node());
        if (match.escape().isPresent()) {
            Value escape = value(match.escape().get(), scope);
            pass.slots.beside(operand, escape);
            node = pass.both(node, escape.node());
        }
        return Value.of(node, TypeFamilies.BOOLEAN);
    }

    private Value chosen(Expression.Case chosen, Scope scope) {
        Optional<Value> operand = chosen.operand().map(given -> value(given, scope));
        int node = operand.map(Value::node).orElse(LineageGraph.NOTHING);
        boolean meaning = operand.map(Value::givesMeaning).orElse(false);
        List<Value> results = new ArrayList<>();
        for (Expression.When branch : chosen.branches()) {
            Value condition = value(branch.condition(), scope);
            operand.ifPresent(given -> compare(given, condition, EQUALS, chosen.span()));
            meaning |= condition.givesMeaning();
            Value result = value(branch.result(), scope);
            results.add(result);
            node = pass.both(node, pass.both(condition.node(), result.node()));
        }
        if (chosen.otherwise().isPresent()) {
            Value otherwise = value(chosen.otherwise().get(), scope);
            results.add(otherwise);
            node = pass.both(node, otherwise.node());
        }
        if (meaning) {
            results.forEach(pass.slots::free);
        }
        return Value.of(node);
    }

    private Value subquery(Expression.Subquery subquery, Scope scope) {
        int outer = pass.work.beginCondition();
        List<RangeColumn> columns = pass.queries.subquery(subquery.query(), scope);
        int conditions = pass.work.endCondition(outer);
        return switch (subquery.form()) {
            case EXISTS -> Value.query(conditions, TypeFamilies.BOOLEAN);
            case SCALAR, ARRAY -> scalar(subquery, columns);
        };
    }

    private Value scalar(Expression.Subquery subquery, List<RangeColumn> columns) {
        int node = LineageGraph.NOTHING;
        for (RangeColumn column : columns) {
            node = pass.both(node, column.node());
        }
        boolean scalar = subquery.form() == Expression.SubqueryForm.SCALAR;
        if (scalar && !columns.isEmpty()) {
            pass.subqueryNames.put(subquery.query(), columns.get(0).name());
        }
        long type = columns.size() == 1 ? columns.get(0).value().type() : 0;
        if (scalar) {
            return Value.query(node, type);
        }
        return Value.query(node, TypeFamilies.isScalar(type) ? TypeFamilies.SOME_ARRAY : 0);
    }

    private Value indirection(Expression.Indirection indirection, Scope scope) {
        Value value = value(indirection.base(), scope);
        for (Step step : indirection.steps()) {
            value = part(value, step, scope);
        }
        return value;
    }

    private Value part(Value whole, Step step, Scope scope) {
        if (step instanceof Step.Field field) {
            return field(whole, field.name());
        }
        int node = whole.node();
        if (step instanceof Step.Subscript subscript) {
            node = pass.both(node, index(whole, subscript.index(), scope));
        } else if (step instanceof Step.Slice slice) {
            for (Optional<Expression> bound : List.of(slice.lower(), slice.upper())) {
                if (bound.isPresent()) {
                    node = pass.both(node, index(whole, bound.get(), scope));
                }
            }
        }
        return Value.of(node);
    }

    private Value field(Value whole, Name name) {
        Optional<RangeColumn> column = whole.row().flatMap(entry -> entry.column(name.text()));
        if (column.isPresent()) {
            return Value.of(column.get().node(), column.get().value().type());
        }
        Optional<Column> field = pass.objects.fields(whole.type()).orElse(List.of()).stream()
                .filter(each -> each.name().equals(name.text()))
                .findFirst();
        if (field.isPresent()) {
            return Value.of(whole.node(), field.get().typeOid());
        }
        pass.objects.fieldOrFunction(name.text(), name.token());
        return Value.of(whole.node());
    }

    private int index(Value base, Expression index, Scope scope) {
        Value value = value(index, scope);
        pass.slots.beside(base, value);
        return value.node();
    }

    private Value row(Expression.RowConstructor row, Scope scope) {
        List<Value> members = new ArrayList<>();
        int node = LineageGraph.NOTHING;
        for (Expression member : row.members()) {
            Value value = value(member, scope);
            members.add(value);
            node = pass.both(node, value.node());
        }
        return Value.row(members, node);
    }

    private Value array(Expression.ArrayConstructor array, Scope scope) {
        List<Integer> slots = new ArrayList<>();
        int node = LineageGraph.NOTHING;
        boolean constant = true;
        boolean scalars = true;
        for (Expression element : array.elements()) {
            Value value = value(element, scope);
            constant &= !value.givesMeaning();
            scalars &= TypeFamilies.isScalar(value.type()) || TypeFamilies.isScalarArray(value.type());
            slots.addAll(value.slots());
            node = pass.both(node, value.node());
        }
        long type = scalars ? TypeFamilies.SOME_ARRAY : 0;
        return constant ? new Value(Value.Kind.CONSTANT, slots, node, type, Optional.empty()) : Value.of(node, type);
    }
}
