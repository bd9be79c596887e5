package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/** An element of FROM, of USING or a source of MERGE: manual, section 7.2.1. */
public sealed interface FromItem extends SyntaxNode {

    /**
     * A table, view or WITH query by name.
     *
     * @param reference from ONLY or the name to the end of the name, a star or closing parenthesis included, the alias not
     */
    record Table(
            ObjectName name, boolean only, Optional<Alias> alias, Optional<Sample> sample, Span reference, Span span)
            implements FromItem {}

    /** TABLESAMPLE. */
    record Sample(ObjectName method, List<Expression> arguments, Optional<Expression> repeatable) {
        public Sample {
            arguments = List.copyOf(arguments);
        }
    }

    /** A query in parentheses. */
    record Derived(boolean lateral, Query query, Optional<Alias> alias, Span span) implements FromItem {}

    /**
     * One function, or several in ROWS FROM.
     *
     * @param columns the definitions behind the alias, of a single function that returns record
     */
    record Functions(
            boolean lateral,
            List<Function> functions,
            boolean ordinality,
            Optional<Alias> alias,
            List<ColumnDefinition> columns,
            Span span)
            implements FromItem {
        public Functions {
            functions = List.copyOf(functions);
            columns = List.copyOf(columns);
        }
    }

    /** @param call a {@link Expression.FunctionCall} or {@link Expression.SpecialCall}; the latter also for casts in its place */
    record Function(Expression call, List<ColumnDefinition> columns) {
        public Function {
            columns = List.copyOf(columns);
        }
    }

    /** {@code name type [COLLATE collation]}. */
    record ColumnDefinition(Name name, TypeName type) {}

    /** How two items are joined. */
    enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        CROSS
    }

    /**
     * A join.
     *
     * @param using columns of USING; empty where there is none
     * @param usingAlias of {@code USING (…) AS name}
     * @param alias of a join in parentheses
     */
    record Join(
            JoinKind kind,
            boolean natural,
            FromItem left,
            FromItem right,
            Optional<Expression> on,
            List<Name> using,
            Optional<Alias> usingAlias,
            Optional<Alias> alias,
            Span span)
            implements FromItem {
        public Join {
            using = List.copyOf(using);
        }
    }

    /**
     * XMLTABLE or JSON_TABLE.
     *
     * @param expressions everything that is computed for it: row, document, passed values, defaults, in the order of the text
     * @param columns its columns in order, those of nested paths included
     * @param types of its columns
     */
    record TableFunction(
            boolean lateral,
            boolean json,
            List<Expression> expressions,
            List<Name> columns,
            List<TypeName> types,
            Optional<Alias> alias,
            Span span)
            implements FromItem {
        public TableFunction {
            expressions = List.copyOf(expressions);
            columns = List.copyOf(columns);
            types = List.copyOf(types);
        }
    }
}
