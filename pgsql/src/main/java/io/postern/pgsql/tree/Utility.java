package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/** A statement that PostgreSQL does not plan as such. */
public sealed interface Utility extends Statement {

    /** {@code name value}, or a name alone. */
    record Option(String name, Optional<String> word, List<Integer> slots, Span span) implements SyntaxNode {
        public Option {
            slots = List.copyOf(slots);
        }
    }

    /**
     * EXPLAIN.
     *
     * @param options in lower case; ANALYZE and VERBOSE of the old form are among them
     * @param parenthesised whether the options are written in parentheses
     * @param optionsSpan everything between EXPLAIN and the statement
     */
    record Explain(List<Option> options, boolean parenthesised, Span optionsSpan, Statement statement, Span span)
            implements Utility {
        public Explain {
            options = List.copyOf(options);
        }
    }

    /** PREPARE. */
    record Prepare(Name name, List<TypeName> types, RowStatement statement, Span span) implements Utility {
        public Prepare {
            types = List.copyOf(types);
        }
    }

    /** EXECUTE. */
    record Execute(Name name, List<Expression> arguments, Span span) implements Utility {
        public Execute {
            arguments = List.copyOf(arguments);
        }
    }

    /** @param name empty for ALL */
    record Deallocate(Optional<Name> name, Span span) implements Utility {}

    /** DECLARE CURSOR. */
    record DeclareCursor(Name name, boolean withHold, Query query, Span span) implements Utility {}

    /** FETCH and MOVE. */
    record Fetch(boolean move, Name cursor, Span span) implements Utility {}

    /** @param cursor empty for ALL */
    record CloseCursor(Optional<Name> cursor, Span span) implements Utility {}

    /** Where COPY reads from or writes to. */
    enum CopyPeer {
        CLIENT,
        FILE,
        PROGRAM
    }

    /**
     * COPY.
     *
     * @param table what is copied by name; empty where it is a statement
     * @param source from COPY to TO or FROM, exclusive: the table with its columns, or the statement in parentheses
     */
    record Copy(
            Optional<FromItem.Table> table,
            List<Name> columns,
            Optional<RowStatement> statement,
            boolean from,
            CopyPeer peer,
            List<Option> options,
            Optional<Expression> where,
            Span source,
            Span span)
            implements Utility {
        public Copy {
            columns = List.copyOf(columns);
            options = List.copyOf(options);
        }
    }

    /** CREATE TABLE AS and CREATE MATERIALIZED VIEW; {@code statement} is a query, or EXECUTE. */
    record CreateTableAs(Query.Into into, boolean materializedView, Statement statement, Span span)
            implements Utility {}

    /** CREATE VIEW. */
    record CreateView(ObjectName name, boolean temporary, Query query, Span span) implements Utility {}

    /** CALL. */
    record Call(Expression.FunctionCall call, Span span) implements Utility {}

    /** DO. */
    record DoBlock(Span span) implements Utility {}

    /** What a transaction statement does. */
    enum TransactionVerb {
        BEGIN,
        COMMIT,
        ROLLBACK,
        SAVEPOINT,
        RELEASE_SAVEPOINT,
        ROLLBACK_TO_SAVEPOINT,
        PREPARE_TRANSACTION,
        COMMIT_PREPARED,
        ROLLBACK_PREPARED,
        SET_TRANSACTION,
        SET_SESSION_CHARACTERISTICS,
        SET_TRANSACTION_SNAPSHOT,
        SET_CONSTRAINTS
    }

    /** A statement about the transaction. */
    record Transaction(TransactionVerb verb, Span span) implements Utility {}

    /** How SET names what it sets. */
    enum SetForm {
        /** A setting by name. */
        SETTING,
        TIME_ZONE,
        NAMES,
        ROLE,
        SESSION_AUTHORIZATION,
        XML_OPTION,
        CATALOG,
        SCHEMA
    }

    /**
     * SET.
     *
     * @param setting in lower case, dots between parts; of a special form, the setting that it means
     * @param toDefault of {@code TO DEFAULT} and {@code FROM CURRENT}
     * @param words values that are words, in lower case
     * @param slots values that are constants
     */
    record SetParameter(
            SetForm form,
            boolean local,
            String setting,
            boolean toDefault,
            List<String> words,
            List<Integer> slots,
            Span span)
            implements Utility {
        public SetParameter {
            words = List.copyOf(words);
            slots = List.copyOf(slots);
        }
    }

    /** @param setting in lower case; empty for ALL */
    record ResetParameter(Optional<String> setting, Span span) implements Utility {}

    /** @param setting in lower case; empty for ALL */
    record ShowParameter(Optional<String> setting, Span span) implements Utility {}

    /** DISCARD. */
    record Discard(String what, Span span) implements Utility {}

    /** LOCK TABLE, TRUNCATE. */
    record OnTables(String name, List<FromItem.Table> tables, Span span) implements Utility {
        public OnTables {
            tables = List.copyOf(tables);
        }
    }

    /** What sort of statement {@link Recognised} is. */
    enum Sort {
        /** Makes, changes or drops definitions, rights, comments. */
        DEFINITION,
        /** LISTEN, UNLISTEN, NOTIFY. */
        NOTIFICATION,
        /** VACUUM, ANALYZE, CLUSTER, REINDEX, CHECKPOINT, REFRESH MATERIALIZED VIEW. */
        MAINTENANCE,
        /** LOAD, SECURITY LABEL, ALTER SYSTEM and whatever else reaches beyond the database. */
        ADMINISTRATION
    }

    /**
     * A statement of which only the kind, the objects that it is about and the end are read.
     *
     * @param name as in the manual's reference, such as DROP TABLE
     * @param objects names of the objects that it is about, as far as they are read
     */
    record Recognised(Sort sort, String name, List<ObjectName> objects, Span span) implements Utility {
        public Recognised {
            objects = List.copyOf(objects);
        }
    }
}
