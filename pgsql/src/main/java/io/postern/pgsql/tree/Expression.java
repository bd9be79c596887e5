package io.postern.pgsql.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A value expression: manual, section 4.2. */
public sealed interface Expression extends SyntaxNode {

    /** The expressions directly below, in the order of the text, sub-queries aside. */
    List<Expression> operands();

    /** The sub-queries directly below. */
    default List<Query> queries() {
        return List.of();
    }

    /** What a constant is, before any cast. */
    enum ConstantKind {
        INTEGER,
        NUMERIC,
        STRING,
        NATIONAL_STRING,
        BIT_STRING,
        HEX_STRING,
        TRUE,
        FALSE,
        NULL
    }

    /** @param slot of its token; -1 for the words TRUE, FALSE and NULL */
    record Constant(ConstantKind kind, int slot, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of();
        }
    }

    /** {@code date '2026-11-20'}, {@code interval '1' day}: a string that is input of a type. */
    record TypedConstant(TypeName type, int slot, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return type.modifiers();
        }
    }

    /** {@code $1}. */
    record Parameter(int number, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of();
        }
    }

    /** {@code a}, {@code t.a}, {@code s.t.a}, {@code *}, {@code t.*}: what it stands for depends on what is in scope. */
    record ColumnReference(List<Name> names, boolean star, Span span) implements Expression {
        public ColumnReference {
            names = List.copyOf(names);
            if (names.isEmpty() && !star) {
                throw new IllegalArgumentException("a column reference has a name or a star");
            }
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }
    }

    /** Parts taken of a value. */
    record Indirection(Expression base, List<Step> steps, Span span) implements Expression {
        public Indirection {
            steps = List.copyOf(steps);
        }

        @Override
        public List<Expression> operands() {
            List<Expression> operands = new ArrayList<>(List.of(base));
            for (Step step : steps) {
                if (step instanceof Step.Subscript subscript) {
                    operands.add(subscript.index());
                } else if (step instanceof Step.Slice slice) {
                    slice.lower().ifPresent(operands::add);
                    slice.upper().ifPresent(operands::add);
                }
            }
            return operands;
        }
    }

    /** @param name of {@code name => value} */
    record Argument(Optional<Name> name, Expression value, boolean variadic) {}

    /** What makes a call one of an aggregate or window function. */
    record Aggregation(
            boolean distinct,
            List<SortKey> orderBy,
            List<SortKey> withinGroup,
            Optional<Expression> filter,
            Optional<Window> over) {

        public static final Aggregation NONE =
                new Aggregation(false, List.of(), List.of(), Optional.empty(), Optional.empty());

        public Aggregation {
            orderBy = List.copyOf(orderBy);
            withinGroup = List.copyOf(withinGroup);
        }

        List<Expression> operands() {
            List<Expression> operands = new ArrayList<>();
            orderBy.forEach(key -> operands.add(key.value()));
            withinGroup.forEach(key -> operands.add(key.value()));
            filter.ifPresent(operands::add);
            over.ifPresent(window -> {
                operands.addAll(window.partitionBy());
                window.orderBy().forEach(key -> operands.add(key.value()));
                window.frame().ifPresent(frame -> {
                    frame.start().ifPresent(operands::add);
                    frame.end().ifPresent(operands::add);
                });
            });
            return operands;
        }
    }

    /** @param star of {@code count(*)} */
    record FunctionCall(ObjectName name, List<Argument> arguments, boolean star, Aggregation aggregation, Span span)
            implements Expression {
        public FunctionCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Expression> operands() {
            List<Expression> operands = new ArrayList<>();
            arguments.forEach(argument -> operands.add(argument.value()));
            operands.addAll(aggregation.operands());
            return operands;
        }
    }

    /**
     * A call in a syntax of its own.
     *
     * @param calls the function of pg_catalog that PostgreSQL calls for it by name, such as btrim; empty where there is none
     * @param queries of {@code JSON_ARRAY(SELECT …)}
     * @param types named in it: AS, RETURNING
     */
    record SpecialCall(
            SpecialForm form,
            Optional<String> calls,
            List<Expression> arguments,
            List<Query> queries,
            List<TypeName> types,
            Aggregation aggregation,
            Span span)
            implements Expression {
        public SpecialCall {
            arguments = List.copyOf(arguments);
            queries = List.copyOf(queries);
            types = List.copyOf(types);
        }

        @Override
        public List<Expression> operands() {
            List<Expression> operands = new ArrayList<>(arguments);
            operands.addAll(aggregation.operands());
            return operands;
        }
    }

    /**
     * An operator between or before operands. {@code AT TIME ZONE}, {@code OVERLAPS}, LIKE and others that are written with
     * words have nodes of their own.
     */
    record Operation(ObjectName operator, Optional<Expression> left, Expression right, Span span)
            implements Expression {
        @Override
        public List<Expression> operands() {
            return left.map(first -> List.of(first, right)).orElseGet(() -> List.of(right));
        }
    }

    /** Which words a pattern is matched by. */
    enum PatternForm {
        LIKE,
        ILIKE,
        SIMILAR_TO
    }

    /** {@code a [NOT] LIKE b [ESCAPE c]}: calls the operators {@code ~~}, {@code !~~} and so on, like_escape, similar_to_escape. */
    record PatternMatch(
            PatternForm form,
            boolean negated,
            Expression operand,
            Expression pattern,
            Optional<Expression> escape,
            Span span)
            implements Expression {
        @Override
        public List<Expression> operands() {
            return escape.map(given -> List.of(operand, pattern, given)).orElseGet(() -> List.of(operand, pattern));
        }
    }

    /** ANY (or SOME) and ALL. */
    enum Quantifier {
        ANY,
        ALL
    }

    /** {@code a = ANY (array)}. */
    record Quantified(Expression left, ObjectName operator, Quantifier quantifier, Expression array, Span span)
            implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left, array);
        }
    }

    /** {@code a = ANY (SELECT …)}. */
    record QuantifiedQuery(Expression left, ObjectName operator, Quantifier quantifier, Query query, Span span)
            implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left);
        }

        @Override
        public List<Query> queries() {
            return List.of(query);
        }
    }

    /** {@code a [NOT] IN (b, c)}: operator {@code =} or {@code <>}. */
    record InList(Expression left, boolean negated, List<Expression> list, Span span) implements Expression {
        public InList {
            list = List.copyOf(list);
        }

        @Override
        public List<Expression> operands() {
            List<Expression> operands = new ArrayList<>(list.size() + 1);
            operands.add(left);
            operands.addAll(list);
            return operands;
        }
    }

    /** {@code a [NOT] IN (SELECT …)}. */
    record InQuery(Expression left, boolean negated, Query query, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left);
        }

        @Override
        public List<Query> queries() {
            return List.of(query);
        }
    }

    /** {@code a [NOT] BETWEEN [SYMMETRIC] b AND c}. */
    record Between(Expression operand, boolean negated, boolean symmetric, Expression low, Expression high, Span span)
            implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(operand, low, high);
        }
    }

    /** The words that combine truth values. */
    enum Junction {
        AND,
        OR,
        NOT
    }

    /** @param members two or more; one for NOT */
    record Logical(Junction junction, List<Expression> members, Span span) implements Expression {
        public Logical {
            members = List.copyOf(members);
        }

        @Override
        public List<Expression> operands() {
            return members;
        }
    }

    /** What follows IS [NOT]. */
    enum TestKind {
        NULL,
        TRUE,
        FALSE,
        UNKNOWN,
        DOCUMENT,
        NORMALIZED,
        JSON
    }

    /** {@code a IS [NOT] NULL} and its like, ISNULL and NOTNULL included. */
    record Test(TestKind kind, boolean negated, Expression operand, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(operand);
        }
    }

    /** {@code a IS [NOT] DISTINCT FROM b}: operator {@code =}. */
    record DistinctFrom(boolean negated, Expression left, Expression right, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left, right);
        }
    }

    /** {@code CAST(a AS type)}, {@code a::type}. */
    record Cast(Expression operand, TypeName type, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            List<Expression> operands = new ArrayList<>(List.of(operand));
            operands.addAll(type.modifiers());
            return operands;
        }
    }

    /** {@code a COLLATE name}. */
    record Collate(Expression operand, ObjectName collation, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(operand);
        }
    }

    /**
     * {@code a AT TIME ZONE zone}, {@code a AT LOCAL}: calls timezone.
     *
     * @param zone empty for LOCAL
     */
    record AtTimeZone(Expression operand, Optional<Expression> zone, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return zone.map(given -> List.of(operand, given)).orElseGet(() -> List.of(operand));
        }
    }

    /** {@code (a, b) OVERLAPS (c, d)}: calls overlaps. */
    record Overlaps(List<Expression> left, List<Expression> right, Span span) implements Expression {
        public Overlaps {
            left = List.copyOf(left);
            right = List.copyOf(right);
        }

        @Override
        public List<Expression> operands() {
            List<Expression> operands = new ArrayList<>(left);
            operands.addAll(right);
            return operands;
        }
    }

    /** {@code WHEN condition THEN result}. */
    record When(Expression condition, Expression result) {}

    /** CASE; with an operand, each condition is compared with it by {@code =}. */
    record Case(Optional<Expression> operand, List<When> branches, Optional<Expression> otherwise, Span span)
            implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }

        @Override
        public List<Expression> operands() {
            List<Expression> operands = new ArrayList<>();
            operand.ifPresent(operands::add);
            for (When branch : branches) {
                operands.add(branch.condition());
                operands.add(branch.result());
            }
            otherwise.ifPresent(operands::add);
            return operands;
        }
    }

    /** {@code ARRAY[a, b]}; an inner one may leave out the word. */
    record ArrayConstructor(List<Expression> elements, Span span) implements Expression {
        public ArrayConstructor {
            elements = List.copyOf(elements);
        }

        @Override
        public List<Expression> operands() {
            return elements;
        }
    }

    /** {@code ROW(a, b)}, {@code (a, b)}. */
    record RowConstructor(List<Expression> members, boolean explicit, Span span) implements Expression {
        public RowConstructor {
            members = List.copyOf(members);
        }

        @Override
        public List<Expression> operands() {
            return members;
        }
    }

    /** How a sub-query is used as a value. */
    enum SubqueryForm {
        SCALAR,
        EXISTS,
        ARRAY
    }

    /** {@code (SELECT …)}, {@code EXISTS (SELECT …)}, {@code ARRAY(SELECT …)}. */
    record Subquery(SubqueryForm form, Query query, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of();
        }

        @Override
        public List<Query> queries() {
            return List.of(query);
        }
    }

    /** DEFAULT, in VALUES of an INSERT and as a source of SET. */
    record Default(Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of();
        }
    }

    /** {@code WHERE CURRENT OF cursor}. */
    record CurrentOf(Name cursor, Span span) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of();
        }
    }
}
