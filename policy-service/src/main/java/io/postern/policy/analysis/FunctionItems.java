package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Alias;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Name;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.DataType;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.Routine;

/** Functions in FROM, XMLTABLE and JSON_TABLE: manual, sections 7.2.1.4, 9.15.3.3 and 9.16.4. Their columns carry all arguments. */
final class FunctionItems {

    private static final long RECORD = 2249;

    private final Pass pass;

    FunctionItems(Pass pass) {
        this.pass = pass;
    }

    /**
     * What a function gives.
     *
     * @param names empty for one value without a name of its own
     * @param known whether these are all columns, for certain
     */
    private record Shape(List<String> names, boolean known) {

        static final Shape VALUE = new Shape(List.of(), true);
        static final Shape UNKNOWN = new Shape(List.of(), false);
    }

    RangeEntry functions(FromItem.Functions item, Scope scope) {
        String name = item.alias()
                .map(alias -> alias.name().text())
                .orElseGet(() -> OutputNames.of(item.functions().get(0).call(), pass.subqueryNames));
        List<RangeColumn> columns = new ArrayList<>();
        boolean open = false;
        boolean single = item.functions().size() == 1;
        for (FromItem.Function function : item.functions()) {
            List<FromItem.ColumnDefinition> definitions =
                    single && !item.columns().isEmpty() ? item.columns() : function.columns();
            open |= add(columns, function, definitions, single ? item.alias() : Optional.empty(), scope);
        }
        if (item.ordinality()) {
            columns.add(new RangeColumn("ordinality", Value.of(LineageGraph.NOTHING, 20)));
        }
        return aliased(columns, item, name, open);
    }

    private RangeEntry aliased(List<RangeColumn> columns, FromItem.Functions item, String name, boolean open) {
        List<Name> names = item.alias().map(Alias::columns).orElse(List.of());
        if (open && names.size() >= columns.size()) {
            int row = LineageGraph.NOTHING;
            for (RangeColumn column : columns) {
                row = pass.both(row, column.node());
            }
            List<RangeColumn> named = new ArrayList<>();
            for (Name each : names) {
                named.add(new RangeColumn(each.text(), Value.of(row)));
            }
            return pass.from.derived(name, named, true);
        }
        return pass.from.aliased(columns, item.alias(), name, item.span(), open);
    }

    /** Whether there may be columns besides. */
    private boolean add(
            List<RangeColumn> columns,
            FromItem.Function function,
            List<FromItem.ColumnDefinition> definitions,
            Optional<Alias> alias,
            Scope scope) {
        String figured = OutputNames.of(function.call(), pass.subqueryNames);
        if (!(function.call() instanceof Expression.FunctionCall call)) {
            Value value = pass.expressions.value(function.call(), scope);
            columns.add(
                    new RangeColumn(alias.map(given -> given.name().text()).orElse(figured), Value.of(value.node())));
            return false;
        }
        Calls.Called called = pass.calls.called(call, scope);
        if (!definitions.isEmpty()) {
            for (FromItem.ColumnDefinition definition : definitions) {
                long type = pass.objects.type(definition.type()).oid();
                columns.add(new RangeColumn(definition.name().text(), Value.of(called.node(), type)));
            }
            return false;
        }
        if (figured.equals("unnest") && call.arguments().size() > 1) {
            // PostgreSQL reads one unnest() per array.
            for (Value argument : called.arguments()) {
                columns.add(new RangeColumn(figured, Value.of(argument.node())));
            }
            return false;
        }
        Shape shape = shape(call, called);
        if (shape.names().isEmpty()) {
            columns.add(
                    new RangeColumn(alias.map(given -> given.name().text()).orElse(figured), Value.of(called.node())));
        } else {
            shape.names().forEach(name -> columns.add(new RangeColumn(name, Value.of(called.node()))));
        }
        return !shape.known();
    }

    private Shape shape(Expression.FunctionCall call, Calls.Called called) {
        Optional<Shape> shape = Optional.empty();
        if (called.callee().builtIn()) {
            shape = Optional.of(builtIn(call, called));
        }
        for (Routine routine : called.callee().routines()) {
            Shape other = of(routine);
            if (shape.isPresent() && !shape.get().equals(other)) {
                return Shape.UNKNOWN;
            }
            shape = Optional.of(other);
        }
        return shape.orElse(Shape.VALUE);
    }

    private static Shape builtIn(Expression.FunctionCall call, Calls.Called called) {
        String name = call.name().last().text();
        Optional<List<String>> columns = FunctionResults.columns(name);
        if (columns.isPresent()) {
            return new Shape(columns.get(), true);
        }
        return FunctionResults.isPolymorphic(name)
                        && !called.arguments().stream().allMatch(FunctionItems::isPlain)
                ? Shape.UNKNOWN
                : Shape.VALUE;
    }

    /** Whether the values of an array, or a value, are certainly no rows. */
    private static boolean isPlain(Value value) {
        return !value.givesMeaning() || TypeFamilies.isScalar(value.type()) || TypeFamilies.isScalarArray(value.type());
    }

    private Shape of(Routine routine) {
        Routine.Signature signature = routine.signature();
        if (!signature.outColumns().isEmpty()) {
            return new Shape(signature.outColumns().stream().map(Column::name).toList(), true);
        }
        long result = signature.resultType();
        Optional<DataType> type = catalog().type(result);
        while (type.isPresent()
                && type.get().base() != 0
                && catalog().type(type.get().base()).isPresent()) {
            type = catalog().type(type.get().base());
        }
        if (type.isPresent() && type.get().relation() != 0) {
            Optional<Relation> relation = catalog().relation(type.get().relation());
            return relation.map(known ->
                            new Shape(known.columns().stream().map(Column::name).toList(), true))
                    .orElse(Shape.UNKNOWN);
        }
        boolean value = type.isPresent() || (result < FIRST_USER_OID && result != RECORD && !isPseudo(result));
        return value ? Shape.VALUE : Shape.UNKNOWN;
    }

    private static final long FIRST_USER_OID = 16_384;

    /** anyelement, anyarray and the like. */
    private static boolean isPseudo(long type) {
        return type == 2283 || type == 2277 || type == 2776 || type == 3831 || (type >= 5077 && type <= 5080);
    }

    private Catalog catalog() {
        return pass.context.catalog();
    }

    /** XMLTABLE and JSON_TABLE. */
    RangeEntry table(FromItem.TableFunction item, Scope scope) {
        int node = LineageGraph.NOTHING;
        for (Expression expression : item.expressions()) {
            node = pass.both(node, pass.expressions.value(expression, scope).node());
        }
        item.types().forEach(pass.objects::type);
        List<RangeColumn> columns = new ArrayList<>();
        for (Name name : item.columns()) {
            columns.add(new RangeColumn(name.text(), Value.of(node)));
        }
        return pass.from.aliased(columns, item.alias(), item.json() ? "json_table" : "xmltable", item.span(), false);
    }
}
