package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Expression.Aggregation;
import io.postern.pgsql.tree.Expression.SpecialCall;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.SortKey;
import io.postern.pgsql.tree.SpecialForm;
import io.postern.pgsql.tree.TypeName;

/** Functions of SQL/JSON: manual, section 9.16. */
final class JsonForms {

    private final Grammar grammar;
    private final TokenCursor cursor;

    JsonForms(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Behind the word. */
    Expression read(String word, int from) {
        cursor.expectSelf('(');
        Parts parts = new Parts();
        SpecialForm form = switch (word) {
            case "json_object" -> object(parts);
            case "json_array" -> array(parts);
            case "json_objectagg" -> objectAggregate(parts);
            case "json_arrayagg" -> arrayAggregate(parts);
            case "json" -> json(parts);
            case "json_scalar" -> scalar(parts);
            case "json_serialize" -> serialize(parts);
            case "json_exists" -> exists(parts);
            case "json_query" -> query(parts);
            default -> value(parts);
        };
        cursor.expectSelf(')');
        return new SpecialCall(
                form,
                parts.calls,
                parts.arguments,
                parts.queries,
                parts.types,
                parts.aggregation(),
                cursor.since(from));
    }

    /** What a form is made of, while it is read. */
    private static final class Parts {
        private final List<Expression> arguments = new ArrayList<>();
        private final List<Query> queries = new ArrayList<>();
        private final List<TypeName> types = new ArrayList<>();
        private Optional<String> calls = Optional.empty();
        private List<SortKey> orderBy = List.of();

        Aggregation aggregation() {
            return orderBy.isEmpty()
                    ? Aggregation.NONE
                    : new Aggregation(false, orderBy, List.of(), Optional.empty(), Optional.empty());
        }
    }

    private SpecialForm object(Parts parts) {
        if (cursor.isSelf(')') || cursor.is("returning")) {
            returning(parts);
            return SpecialForm.JSON_OBJECT;
        }
        List<Expression.Argument> first = grammar.calls.plainArguments();
        boolean pairs =
                first.size() == 1 && first.get(0).name().isEmpty() && (cursor.isSelf(':') || cursor.is("value"));
        first.forEach(argument -> parts.arguments.add(argument.value()));
        if (!pairs) {
            parts.calls = Optional.of("json_object");
            return SpecialForm.JSON_OBJECT;
        }
        pairValue(parts);
        while (cursor.acceptSelf(',')) {
            pair(parts);
        }
        onNull();
        uniqueness();
        returning(parts);
        return SpecialForm.JSON_OBJECT;
    }

    private void pair(Parts parts) {
        parts.arguments.add(grammar.expressions.expression());
        pairValue(parts);
    }

    private void pairValue(Parts parts) {
        if (!cursor.acceptSelf(':')) {
            cursor.expect("value");
        }
        parts.arguments.add(formatted());
    }

    private SpecialForm array(Parts parts) {
        if (cursor.isSelf(')') || cursor.is("returning")) {
            returning(parts);
            return SpecialForm.JSON_ARRAY;
        }
        if (grammar.queries.startsHere()) {
            parts.queries.add(grammar.queries.query());
            format();
        } else {
            members(parts);
        }
        returning(parts);
        return SpecialForm.JSON_ARRAY;
    }

    /** Expressions, or a query that begins with a query in parentheses. */
    private void members(Parts parts) {
        int from = cursor.at();
        if (cursor.isSelf('(')) {
            Parentheses.Enclosed enclosed = grammar.parentheses.enclosed();
            if (enclosed.query().isPresent() && grammar.queries.continuesHere()) {
                parts.queries.add(grammar.queries.continued(enclosed.query().get(), from));
                format();
                return;
            }
            Expression first = grammar.parentheses.value(enclosed, from);
            parts.arguments.add(grammar.expressions.continued(first, from));
            format();
        } else {
            parts.arguments.add(formatted());
        }
        while (cursor.acceptSelf(',')) {
            parts.arguments.add(formatted());
        }
        onNull();
    }

    private SpecialForm objectAggregate(Parts parts) {
        pair(parts);
        onNull();
        uniqueness();
        returning(parts);
        return SpecialForm.JSON_OBJECTAGG;
    }

    private SpecialForm arrayAggregate(Parts parts) {
        parts.arguments.add(formatted());
        parts.orderBy = grammar.windows.orderBy();
        onNull();
        returning(parts);
        return SpecialForm.JSON_ARRAYAGG;
    }

    private SpecialForm json(Parts parts) {
        parts.arguments.add(formatted());
        uniqueness();
        return SpecialForm.JSON;
    }

    private SpecialForm scalar(Parts parts) {
        parts.arguments.add(grammar.expressions.expression());
        return SpecialForm.JSON_SCALAR;
    }

    private SpecialForm serialize(Parts parts) {
        parts.arguments.add(formatted());
        returning(parts);
        return SpecialForm.JSON_SERIALIZE;
    }

    private SpecialForm exists(Parts parts) {
        contextAndPath(parts);
        if (isBehavior()) {
            behavior(parts.arguments);
            cursor.expectAll("on", "error");
        }
        return SpecialForm.JSON_EXISTS;
    }

    private SpecialForm query(Parts parts) {
        contextAndPath(parts);
        returning(parts);
        wrapper();
        quotes();
        behaviors(parts.arguments);
        return SpecialForm.JSON_QUERY;
    }

    private SpecialForm value(Parts parts) {
        contextAndPath(parts);
        returning(parts);
        behaviors(parts.arguments);
        return SpecialForm.JSON_VALUE;
    }

    private void contextAndPath(Parts parts) {
        parts.arguments.add(formatted());
        cursor.expectSelf(',');
        parts.arguments.add(grammar.expressions.expression());
        passing(parts.arguments);
    }

    /** PASSING, where it stands here. */
    void passing(List<Expression> into) {
        if (cursor.accept("passing")) {
            do {
                into.add(formatted());
                cursor.expect("as");
                cursor.label();
            } while (cursor.acceptSelf(','));
        }
    }

    /** PostgreSQL's json_value_expr. */
    Expression formatted() {
        Expression value = grammar.expressions.expression();
        format();
        return value;
    }

    /** FORMAT JSON, where it stands here; whether it does. */
    boolean format() {
        if (!cursor.acceptAll("format", "json")) {
            return false;
        }
        if (cursor.accept("encoding")) {
            cursor.columnName();
        }
        return true;
    }

    private void returning(Parts parts) {
        if (cursor.accept("returning")) {
            parts.types.add(grammar.types.type());
            format();
        }
    }

    private void onNull() {
        if (cursor.accept("null") || cursor.accept("absent")) {
            cursor.expectAll("on", "null");
        }
    }

    private void uniqueness() {
        if (cursor.accept("with") || cursor.accept("without")) {
            cursor.expect("unique");
            cursor.accept("keys");
        }
    }

    /** WITH WRAPPER and its like, where it stands here. */
    void wrapper() {
        if (cursor.accept("without")) {
            cursor.accept("array");
            cursor.expect("wrapper");
        } else if (cursor.accept("with")) {
            if (!cursor.accept("conditional")) {
                cursor.accept("unconditional");
            }
            cursor.accept("array");
            cursor.expect("wrapper");
        }
    }

    /** KEEP QUOTES and its like, where it stands here. */
    void quotes() {
        if (cursor.accept("keep") || cursor.accept("omit")) {
            cursor.expect("quotes");
            if (cursor.accept("on")) {
                cursor.expectAll("scalar", "string");
            }
        }
    }

    boolean isBehavior() {
        return cursor.isAnyOf("error", "null", "true", "false", "unknown", "empty", "default");
    }

    /** What to do ON EMPTY and ON ERROR, in that order, where it stands here. */
    void behaviors(List<Expression> into) {
        if (!isBehavior()) {
            return;
        }
        behavior(into);
        cursor.expect("on");
        if (cursor.expectAnyOf("empty", "error").equals("empty") && isBehavior()) {
            behavior(into);
            cursor.expectAll("on", "error");
        }
    }

    /** What to do, without when. */
    void behavior(List<Expression> into) {
        if (cursor.accept("default")) {
            into.add(grammar.expressions.expression());
        } else if (cursor.accept("empty")) {
            if (!cursor.accept("array")) {
                cursor.accept("object");
            }
        } else {
            cursor.advance();
        }
    }
}
