package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Expression.Aggregation;
import io.postern.pgsql.tree.Expression.SpecialCall;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.SpecialForm;
import io.postern.pgsql.tree.TypeName;

/** Calls in a syntax of their own: PostgreSQL's func_expr_common_subexpr, its aggregates of JSON, and GROUPING. */
final class SpecialForms {

    private final Grammar grammar;
    private final TokenCursor cursor;

    SpecialForms(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Whether one begins here; the same words can name columns where no parenthesis follows. */
    boolean isHere() {
        return switch (cursor.keyword()) {
            case "current_date",
                    "current_time",
                    "current_timestamp",
                    "localtime",
                    "localtimestamp",
                    "current_role",
                    "current_user",
                    "user",
                    "session_user",
                    "system_user",
                    "current_catalog" -> true;
            case "current_schema" -> !cursor.isSelf(1, '(') && !cursor.isString(1);
            case "collation" -> cursor.is(1, "for");
            case "cast",
                    "coalesce",
                    "greatest",
                    "least",
                    "nullif",
                    "grouping",
                    "extract",
                    "normalize",
                    "overlay",
                    "position",
                    "substring",
                    "treat",
                    "trim",
                    "xmlconcat",
                    "xmlelement",
                    "xmlexists",
                    "xmlforest",
                    "xmlparse",
                    "xmlpi",
                    "xmlroot",
                    "xmlserialize" -> cursor.isSelf(1, '(');
            case "json_object", "json_array", "json_objectagg", "json_arrayagg" ->
                cursor.isSelf(1, '(') && cursor.major() >= 16;
            case "json", "json_scalar", "json_serialize", "json_exists", "json_query", "json_value", "merge_action" ->
                cursor.isSelf(1, '(') && cursor.major() >= 17;
            default -> false;
        };
    }

    /** Where {@link #isHere}; a {@link SpecialCall}, or what PostgreSQL makes of the form instead. */
    Expression read() {
        cursor.descend();
        Expression read = form();
        cursor.ascend();
        return read;
    }

    private Expression form() {
        int from = cursor.at();
        String word = cursor.keyword();
        cursor.advance();
        return switch (word) {
            case "current_date" -> value(SpecialForm.CURRENT_DATE, from);
            case "current_time" -> time(SpecialForm.CURRENT_TIME, from);
            case "current_timestamp" -> time(SpecialForm.CURRENT_TIMESTAMP, from);
            case "localtime" -> time(SpecialForm.LOCALTIME, from);
            case "localtimestamp" -> time(SpecialForm.LOCALTIMESTAMP, from);
            case "current_role" -> value(SpecialForm.CURRENT_ROLE, from);
            case "current_user" -> value(SpecialForm.CURRENT_USER, from);
            case "user" -> value(SpecialForm.USER, from);
            case "session_user" -> value(SpecialForm.SESSION_USER, from);
            case "system_user" -> value(SpecialForm.SYSTEM_USER, from);
            case "current_catalog" -> value(SpecialForm.CURRENT_CATALOG, from);
            case "current_schema" -> value(SpecialForm.CURRENT_SCHEMA, from);
            case "collation" -> {
                cursor.expect("for");
                yield one(SpecialForm.COLLATION_FOR, "pg_collation_for", from);
            }
            default -> parenthesised(word, from);
        };
    }

    private Expression parenthesised(String word, int from) {
        if (word.startsWith("xml")) {
            return grammar.xml.read(word, from);
        }
        if (word.startsWith("json")) {
            return grammar.json.read(word, from);
        }
        cursor.expectSelf('(');
        return switch (word) {
            case "cast" -> cast(from);
            case "coalesce" -> list(SpecialForm.COALESCE, from);
            case "greatest" -> list(SpecialForm.GREATEST, from);
            case "least" -> list(SpecialForm.LEAST, from);
            case "grouping" -> list(SpecialForm.GROUPING, from);
            case "nullif" -> nullIf(from);
            case "extract" -> extract(from);
            case "normalize" -> normalize(from);
            case "overlay" -> overlay(from);
            case "position" -> position(from);
            case "substring" -> substring(from);
            case "treat" -> treat(from);
            case "trim" -> trim(from);
            default -> call(SpecialForm.MERGE_ACTION, List.of(), from);
        };
    }

    private Expression value(SpecialForm form, int from) {
        // The only one of these that is a function to PostgreSQL.
        Optional<String> calls = form == SpecialForm.SYSTEM_USER ? Optional.of("system_user") : Optional.empty();
        return new SpecialCall(form, calls, List.of(), List.of(), List.of(), Aggregation.NONE, cursor.since(from));
    }

    /** With a precision, or without. */
    private Expression time(SpecialForm form, int from) {
        if (!cursor.acceptSelf('(')) {
            return value(form, from);
        }
        int token = cursor.at();
        Expression precision = grammar.primaries.primary();
        if (!(precision instanceof Expression.Constant constant
                && constant.kind() == Expression.ConstantKind.INTEGER)) {
            cursor.moveTo(token);
            throw cursor.unexpected();
        }
        return call(form, List.of(precision), from);
    }

    /** Reads the closing parenthesis. */
    private Expression call(SpecialForm form, List<Expression> arguments, int from) {
        cursor.expectSelf(')');
        return new SpecialCall(
                form, Optional.empty(), arguments, List.of(), List.of(), Aggregation.NONE, cursor.since(from));
    }

    /** Reads the closing parenthesis. */
    private Expression call(SpecialForm form, String calls, List<Expression> arguments, int from) {
        cursor.expectSelf(')');
        return new SpecialCall(
                form, Optional.of(calls), arguments, List.of(), List.of(), Aggregation.NONE, cursor.since(from));
    }

    private Expression one(SpecialForm form, String calls, int from) {
        cursor.expectSelf('(');
        return call(form, calls, List.of(grammar.expressions.expression()), from);
    }

    private Expression list(SpecialForm form, int from) {
        return call(form, grammar.expressions.list(), from);
    }

    private Expression cast(int from) {
        Expression operand = grammar.expressions.expression();
        cursor.expect("as");
        TypeName type = grammar.types.type();
        cursor.expectSelf(')');
        return new Expression.Cast(operand, type, cursor.since(from));
    }

    private Expression treat(int from) {
        Expression operand = grammar.expressions.expression();
        cursor.expect("as");
        TypeName type = grammar.types.type();
        cursor.expectSelf(')');
        return new SpecialCall(
                SpecialForm.TREAT,
                Optional.of(type.name().last().text()),
                List.of(operand),
                List.of(),
                List.of(type),
                Aggregation.NONE,
                cursor.since(from));
    }

    private Expression nullIf(int from) {
        Expression first = grammar.expressions.expression();
        cursor.expectSelf(',');
        return call(SpecialForm.NULLIF, List.of(first, grammar.expressions.expression()), from);
    }

    private Expression extract(int from) {
        List<Expression> arguments = new ArrayList<>();
        if (cursor.isString()) {
            arguments.add(grammar.primaries.primary());
        } else if (cursor.isPlainIdentifier(0) || cursor.isAnyOf("year", "month", "day", "hour", "minute", "second")) {
            cursor.advance();
        } else {
            throw cursor.unexpected();
        }
        cursor.expect("from");
        arguments.add(grammar.expressions.expression());
        return call(SpecialForm.EXTRACT, "extract", arguments, from);
    }

    private Expression normalize(int from) {
        Expression operand = grammar.expressions.expression();
        if (cursor.acceptSelf(',')) {
            cursor.expectAnyOf("nfc", "nfd", "nfkc", "nfkd");
        }
        return call(SpecialForm.NORMALIZE, "normalize", List.of(operand), from);
    }

    private Expression position(int from) {
        Expression sought = grammar.expressions.restricted();
        cursor.expect("in");
        return call(SpecialForm.POSITION, "position", List.of(sought, grammar.expressions.restricted()), from);
    }

    /** A call of an ordinary function with a reserved name, in any schema on the search path. */
    private Expression ordinary(String name, List<Expression.Argument> arguments, int from) {
        cursor.expectSelf(')');
        ObjectName object =
                new ObjectName(List.of(new Name(name, from)), new io.postern.pgsql.tree.Span(from, from + 1));
        return new Expression.FunctionCall(object, arguments, false, Aggregation.NONE, cursor.since(from));
    }

    private Expression overlay(int from) {
        if (cursor.isSelf(')')) {
            return ordinary("overlay", List.of(), from);
        }
        List<Expression.Argument> arguments = grammar.calls.plainArguments();
        if (arguments.size() > 1 || !cursor.accept("placing")) {
            return ordinary("overlay", arguments, from);
        }
        List<Expression> operands = new ArrayList<>(List.of(operand(arguments)));
        operands.add(grammar.expressions.expression());
        cursor.expect("from");
        operands.add(grammar.expressions.expression());
        if (cursor.accept("for")) {
            operands.add(grammar.expressions.expression());
        }
        return call(SpecialForm.OVERLAY, "overlay", operands, from);
    }

    private Expression substring(int from) {
        if (cursor.isSelf(')')) {
            return ordinary("substring", List.of(), from);
        }
        List<Expression.Argument> arguments = grammar.calls.plainArguments();
        if (arguments.size() > 1 || !cursor.isAnyOf("from", "for", "similar")) {
            return ordinary("substring", arguments, from);
        }
        List<Expression> operands = new ArrayList<>(List.of(operand(arguments)));
        String first = cursor.expectAnyOf("from", "for", "similar");
        operands.add(grammar.expressions.expression());
        if (first.equals("similar")) {
            cursor.expect("escape");
            operands.add(grammar.expressions.expression());
        } else if (cursor.accept(first.equals("from") ? "for" : "from")) {
            operands.add(grammar.expressions.expression());
        }
        return call(SpecialForm.SUBSTRING, "substring", operands, from);
    }

    private Expression operand(List<Expression.Argument> arguments) {
        Expression.Argument only = arguments.get(0);
        if (only.name().isPresent()) {
            throw cursor.unexpected();
        }
        return only.value();
    }

    private Expression trim(int from) {
        String calls = "btrim";
        if (cursor.isAnyOf("both", "leading", "trailing")) {
            calls = switch (cursor.expectAnyOf("both", "leading", "trailing")) {
                case "leading" -> "ltrim";
                case "trailing" -> "rtrim";
                default -> "btrim";
            };
        }
        List<Expression> operands = new ArrayList<>();
        if (!cursor.is("from")) {
            operands.addAll(grammar.expressions.list());
        }
        if (operands.size() <= 1 && cursor.accept("from")) {
            operands.addAll(grammar.expressions.list());
        }
        return call(SpecialForm.TRIM, calls, operands, from);
    }
}
