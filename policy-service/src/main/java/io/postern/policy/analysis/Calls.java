package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Expression.Aggregation;
import io.postern.pgsql.tree.Expression.Argument;
import io.postern.pgsql.tree.Expression.FunctionCall;
import io.postern.pgsql.tree.Expression.SpecialCall;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.SortKey;
import io.postern.pgsql.tree.SpecialForm;
import io.postern.pgsql.tree.TypeName;
import io.postern.pgsql.tree.Window;
import io.postern.pgwire.sql.TokenKind;
import io.postern.policy.catalog.Routine;

/** Function calls, also in a syntax of their own, with aggregate and window clauses: manual, sections 4.2.6 to 4.2.8. */
final class Calls {

    private final Pass pass;

    Calls(Pass pass) {
        this.pass = pass;
    }

    Value call(FunctionCall call, Scope scope) {
        return value(called(call, scope), call);
    }

    /** What a call is known to give, for FROM. */
    record Called(Objects.Callee callee, List<Value> arguments, int node) {}

    private static Value value(Called called, FunctionCall call) {
        List<Routine> routines = called.callee().routines();
        if (routines.isEmpty()) {
            return Value.of(
                    called.node(), FunctionResults.type(call.name().last().text()));
        }
        long type = routines.get(0).signature().resultType();
        boolean same = !called.callee().builtIn()
                && routines.stream()
                        .allMatch(routine -> routine.signature().resultType() == type
                                && routine.signature().outColumns().isEmpty());
        return Value.of(called.node(), same ? type : 0);
    }

    Called called(FunctionCall call, Scope scope) {
        List<String> name = Objects.texts(call.name());
        Objects.Callee callee =
                pass.objects.function(name, count(call), call.span().from());
        if (name.get(name.size() - 1).equals("current_setting")) {
            requireShownSetting(call);
        }
        if (callee.pinning()) {
            pass.slots.startPinning();
        }
        List<Value> arguments = new ArrayList<>();
        int node = LineageGraph.NOTHING;
        for (Argument argument : call.arguments()) {
            Value value = pass.expressions.value(argument.value(), scope);
            pass.slots.free(value);
            arguments.add(value);
            node = pass.both(node, value.node());
        }
        node = pass.both(node, aggregation(call.aggregation(), scope));
        if (callee.pinning()) {
            pass.slots.stopPinning();
        }
        return new Called(callee, arguments, node);
    }

    /** Arguments that decide which functions of a name can be meant. */
    private static int count(FunctionCall call) {
        int ordered = call.aggregation().withinGroup().size();
        return call.arguments().stream().anyMatch(Argument::variadic)
                ? 0
                : call.arguments().size() + ordered;
    }

    private void requireShownSetting(FunctionCall call) {
        if (!call.arguments().isEmpty()
                && call.arguments().get(0).value() instanceof Expression.Constant constant
                && constant.slot() >= 0) {
            int token = pass.tokens.tokenOfSlot(constant.slot());
            String literal = pass.tokens.text(token);
            if (pass.tokens.kind(token) == TokenKind.STRING
                    && Settings.isShown(
                            literal.substring(1, literal.length() - 1).toLowerCase(Locale.ROOT))) {
                return;
            }
        }
        throw new NotAnalysable(
                "current_setting takes only the name of a setting that SHOW may show.",
                call.span().from());
    }

    private int aggregation(Aggregation aggregation, Scope scope) {
        int node = keys(aggregation.orderBy(), scope);
        node = pass.both(node, keys(aggregation.withinGroup(), scope));
        if (aggregation.filter().isPresent()) {
            Value filter = pass.expressions.value(aggregation.filter().get(), scope);
            pass.work.predicate(filter.node());
            node = pass.both(node, filter.node());
        }
        if (aggregation.over().isPresent()) {
            node = pass.both(node, window(aggregation.over().get(), scope));
        }
        return node;
    }

    private int keys(List<SortKey> keys, Scope scope) {
        int node = LineageGraph.NOTHING;
        for (SortKey key : keys) {
            Value value = key(key, scope);
            pass.work.sortKey(value.node());
            node = pass.both(node, value.node());
        }
        return node;
    }

    /** A sort key that is an expression whatever it looks like. */
    Value key(SortKey key, Scope scope) {
        Value value = pass.expressions.value(key.value(), scope);
        operator(key, value);
        return value;
    }

    void operator(SortKey key, Value value) {
        key.operator().ifPresent(name -> pass.objects.operator(name, false, value.type(), value.type()));
    }

    /** Everything that a window depends on. */
    int window(Window window, Scope scope) {
        int node = LineageGraph.NOTHING;
        if (window.base().isPresent()) {
            String base = window.base().get().text();
            node = scope.window(base)
                    .orElseThrow(() -> new NotAnalysable(
                            "window \"" + base + "\" does not exist",
                            window.base().get().token()));
        }
        for (Expression expression : window.partitionBy()) {
            Value value = pass.expressions.value(expression, scope);
            pass.work.groupKey(value.node());
            node = pass.both(node, value.node());
        }
        node = pass.both(node, keys(window.orderBy(), scope));
        if (window.frame().isPresent()) {
            Window.Frame frame = window.frame().get();
            for (Optional<Expression> bound : List.of(frame.start(), frame.end())) {
                if (bound.isPresent()) {
                    node = pass.both(
                            node, pass.expressions.value(bound.get(), scope).node());
                }
            }
        }
        return node;
    }

    Value special(SpecialCall call, Scope scope) {
        called(call);
        for (TypeName type : call.types()) {
            pass.objects.type(type);
        }
        int node = LineageGraph.NOTHING;
        List<Value> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            Value value = pass.expressions.value(argument, scope);
            arguments.add(value);
            node = pass.both(node, value.node());
        }
        for (Query query : call.queries()) {
            for (RangeColumn column : pass.queries.subquery(query, scope)) {
                node = pass.both(node, column.node());
            }
        }
        free(call.form(), arguments);
        node = pass.both(node, aggregation(call.aggregation(), scope));
        return Value.of(node, type(call.form(), arguments));
    }

    private void called(SpecialCall call) {
        Optional<String> calls = call.calls();
        if (calls.isPresent()
                && !isOwn(call.form())
                && pass.builtins.function(calls.get()).isEmpty()) {
            throw new NotAnalysable(
                    "Function " + calls.get() + " is not on the list of functions known to be harmless.",
                    call.span().from());
        }
        if (call.form() == SpecialForm.NULLIF) {
            pass.objects.operator(List.of("="), false, 0, 0, call.span().from());
        }
    }

    /** Forms whose functions do nothing but compute. */
    private static boolean isOwn(SpecialForm form) {
        return switch (form) {
            case TREAT -> false;
            case COALESCE,
                    GREATEST,
                    LEAST,
                    NULLIF,
                    GROUPING,
                    COLLATION_FOR,
                    EXTRACT,
                    NORMALIZE,
                    OVERLAY,
                    POSITION,
                    SUBSTRING,
                    TRIM,
                    CURRENT_DATE,
                    CURRENT_TIME,
                    CURRENT_TIMESTAMP,
                    LOCALTIME,
                    LOCALTIMESTAMP,
                    CURRENT_ROLE,
                    CURRENT_USER,
                    USER,
                    SESSION_USER,
                    SYSTEM_USER,
                    CURRENT_CATALOG,
                    CURRENT_SCHEMA,
                    XMLCONCAT,
                    XMLELEMENT,
                    XMLEXISTS,
                    XMLFOREST,
                    XMLPARSE,
                    XMLPI,
                    XMLROOT,
                    XMLSERIALIZE,
                    JSON,
                    JSON_SCALAR,
                    JSON_SERIALIZE,
                    JSON_OBJECT,
                    JSON_ARRAY,
                    JSON_OBJECTAGG,
                    JSON_ARRAYAGG,
                    JSON_EXISTS,
                    JSON_QUERY,
                    JSON_VALUE,
                    MERGE_ACTION -> true;
        };
    }

    private void free(SpecialForm form, List<Value> arguments) {
        boolean meaning = arguments.stream().anyMatch(Value::givesMeaning);
        boolean choice = form == SpecialForm.COALESCE
                || form == SpecialForm.NULLIF
                || form == SpecialForm.GREATEST
                || form == SpecialForm.LEAST;
        if (meaning && choice) {
            arguments.forEach(pass.slots::free);
        }
    }

    private static long type(SpecialForm form, List<Value> arguments) {
        boolean choice = form == SpecialForm.COALESCE || form == SpecialForm.GREATEST || form == SpecialForm.LEAST;
        if (choice && !arguments.isEmpty()) {
            long type = arguments.get(0).type();
            return arguments.stream().allMatch(argument -> argument.type() == type) ? type : 0;
        }
        return 0;
    }
}
