package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Expression.Aggregation;
import io.postern.pgsql.tree.Expression.Argument;
import io.postern.pgsql.tree.Expression.FunctionCall;
import io.postern.pgsql.tree.Expression.SpecialCall;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.SortKey;
import io.postern.pgsql.tree.SpecialForm;
import io.postern.pgsql.tree.TypeName;
import io.postern.pgsql.tree.Window;
import io.postern.pgwire.sql.TokenKind;

/** Calls of functions by name, and what may follow any call: manual, sections 4.2.6 to 4.2.8. */
final class Calls {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Calls(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Behind the name: a call with all that may follow it, or a constant whose type has modifiers. */
    Expression call(ObjectName name) {
        int open = cursor.at();
        FunctionCall call = application(name);
        if (cursor.isString() && isModifiers(call, open)) {
            List<Expression> modifiers =
                    call.arguments().stream().map(Argument::value).toList();
            TypeName type = new TypeName(
                    name, false, false, modifiers, 0, cursor.since(name.span().from()));
            return grammar.types.typedConstant(type, name.span().from());
        }
        cursor.descend();
        Aggregation behind = behind(call.aggregation());
        cursor.ascend();
        if (!behind.withinGroup().isEmpty()) {
            checkWithinGroup(call);
        }
        return new FunctionCall(
                name,
                call.arguments(),
                call.star(),
                behind,
                cursor.since(name.span().from()));
    }

    /** Whether the arguments may be those of a type: neither DISTINCT, ALL, VARIADIC, names, ORDER BY nor a star. */
    private boolean isModifiers(FunctionCall call, int open) {
        return !call.star()
                && !call.arguments().isEmpty()
                && call.aggregation().orderBy().isEmpty()
                && !call.aggregation().distinct()
                && !cursor.tokens().is(open + 1, "all")
                && call.arguments().stream()
                        .allMatch(argument -> argument.name().isEmpty() && !argument.variadic());
    }

    private void checkWithinGroup(FunctionCall call) {
        if (!call.aggregation().orderBy().isEmpty()) {
            throw new SyntaxError("cannot use multiple ORDER BY clauses with WITHIN GROUP", cursor.at());
        }
        if (call.aggregation().distinct()) {
            throw new SyntaxError("cannot use DISTINCT with WITHIN GROUP", cursor.at());
        }
        if (call.arguments().stream().anyMatch(Argument::variadic)) {
            throw new SyntaxError("cannot use VARIADIC with WITHIN GROUP", cursor.at());
        }
    }

    /** A form with a syntax of its own; an aggregate among them with what may follow it. */
    Expression special() {
        int from = cursor.at();
        Expression read = grammar.forms.read();
        if (read instanceof SpecialCall call && isAggregate(call.form())) {
            Aggregation behind = behind(call.aggregation());
            return new SpecialCall(
                    call.form(),
                    call.calls(),
                    call.arguments(),
                    call.queries(),
                    call.types(),
                    behind,
                    cursor.since(from));
        }
        return read;
    }

    private static boolean isAggregate(SpecialForm form) {
        return form == SpecialForm.JSON_OBJECTAGG || form == SpecialForm.JSON_ARRAYAGG;
    }

    /** PostgreSQL's func_expr_windowless. */
    Expression windowless() {
        return grammar.forms.isHere() ? grammar.forms.read() : plain();
    }

    boolean startsWindowless() {
        if (grammar.forms.isHere()) {
            return true;
        }
        int ahead = 1;
        while (cursor.isSelf(ahead, '.') && cursor.isLabel(ahead + 1)) {
            ahead += 2;
        }
        return (ahead > 1 ? cursor.isColumnName(0) : cursor.isFunctionName(0)) && cursor.isSelf(ahead, '(');
    }

    /** PostgreSQL's func_application, with the name before it. */
    FunctionCall plain() {
        return application(functionName());
    }

    /** PostgreSQL's func_name. */
    ObjectName functionName() {
        if (!cursor.isSelf(1, '.')) {
            int from = cursor.at();
            Name name = cursor.functionName();
            return new ObjectName(List.of(name), cursor.since(from));
        }
        return cursor.objectName();
    }

    FunctionCall application(ObjectName name) {
        cursor.descend();
        cursor.expectSelf('(');
        List<Argument> arguments = new ArrayList<>();
        List<SortKey> orderBy = List.of();
        boolean star = cursor.acceptSelf('*');
        boolean distinct = false;
        if (!star && !cursor.isSelf(')')) {
            distinct = cursor.accept("distinct");
            boolean quantified = distinct || cursor.accept("all");
            do {
                arguments.add(argument(!quantified));
            } while (!arguments.get(arguments.size() - 1).variadic() && cursor.acceptSelf(','));
            orderBy = grammar.windows.orderBy();
        }
        cursor.expectSelf(')');
        cursor.ascend();
        Aggregation aggregation = distinct || !orderBy.isEmpty()
                ? new Aggregation(distinct, orderBy, List.of(), Optional.empty(), Optional.empty())
                : Aggregation.NONE;
        return new FunctionCall(
                name, arguments, star, aggregation, cursor.since(name.span().from()));
    }

    /** PostgreSQL's func_arg_expr, or the last argument with VARIADIC. */
    private Argument argument(boolean mayBeVariadic) {
        boolean variadic = mayBeVariadic && cursor.accept("variadic");
        return new Argument(argumentName(), grammar.expressions.expression(), variadic);
    }

    /** Of {@code name => value} and {@code name := value}. */
    private Optional<Name> argumentName() {
        boolean named = cursor.isFunctionName(0)
                && (cursor.isKind(1, TokenKind.EQUALS_GREATER) || cursor.isKind(1, TokenKind.COLON_EQUALS));
        if (!named) {
            return Optional.empty();
        }
        Name name = cursor.functionName();
        cursor.advance();
        return Optional.of(name);
    }

    /** {@code (argument, …)} of a function that also has a syntax of its own. */
    List<Argument> plainArguments() {
        List<Argument> arguments = new ArrayList<>();
        do {
            arguments.add(argument(false));
        } while (cursor.acceptSelf(','));
        return arguments;
    }

    /** WITHIN GROUP, FILTER and OVER, as far as they stand here. */
    private Aggregation behind(Aggregation inside) {
        List<SortKey> withinGroup = List.of();
        if (cursor.acceptAll("within", "group")) {
            cursor.expectSelf('(');
            if (!cursor.is("order")) {
                throw cursor.unexpected();
            }
            withinGroup = grammar.windows.orderBy();
            cursor.expectSelf(')');
        }
        Optional<Expression> filter = Optional.empty();
        if (cursor.is("filter") && cursor.isSelf(1, '(')) {
            cursor.advance();
            cursor.advance();
            cursor.expect("where");
            filter = Optional.of(grammar.expressions.expression());
            cursor.expectSelf(')');
        }
        Optional<Window> over = cursor.accept("over") ? Optional.of(grammar.windows.over()) : Optional.empty();
        if (withinGroup.isEmpty() && filter.isEmpty() && over.isEmpty()) {
            return inside;
        }
        return new Aggregation(inside.distinct(), inside.orderBy(), withinGroup, filter, over);
    }
}
