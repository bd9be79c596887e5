package io.postern.pgsql.oracle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.postern.pgsql.tree.ChangeTarget;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Insert;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.SpecialForm;
import io.postern.pgsql.tree.Statement;
import io.postern.pgsql.tree.Utility;
import io.postern.pgwire.sql.Tokens;

/** What our own trees hold, in the terms of {@link LibpgQuery}. */
public final class TreeFacts {

    private static final Set<SpecialForm> TIMES = Set.of(
            SpecialForm.CURRENT_TIME, SpecialForm.CURRENT_TIMESTAMP, SpecialForm.LOCALTIME, SpecialForm.LOCALTIMESTAMP);

    private final Tokens tokens;
    private final List<String> relations = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private final List<Integer> constants = new ArrayList<>();

    private TreeFacts(Tokens tokens) {
        this.tokens = tokens;
    }

    public static TreeFacts of(Tokens tokens, List<Statement> statements) {
        TreeFacts facts = new TreeFacts(tokens);
        statements.forEach(facts::collect);
        return facts;
    }

    /** {@code schema.name@token}. */
    public List<String> relations() {
        return relations;
    }

    public List<String> functions() {
        return functions;
    }

    /** Ordinals of tokens. */
    public List<Integer> constants() {
        return constants;
    }

    private void collect(Object node) {
        if (node instanceof Iterable<?> elements) {
            elements.forEach(this::collect);
        } else if (node instanceof Optional<?> maybe) {
            maybe.ifPresent(this::collect);
        } else if (node instanceof Record record && !isLeftOut(record)) {
            note(record);
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                collect(value(record, component));
            }
        }
    }

    /** What their trees hold in another way: range variables, and the precision of the time. */
    private static boolean isLeftOut(Record node) {
        return node instanceof Query.Locking
                || node instanceof Utility.Recognised
                || (node instanceof Expression.SpecialCall call && TIMES.contains(call.form()));
    }

    private void note(Record node) {
        if (node instanceof FromItem.Table table) {
            relation(table.name());
        } else if (node instanceof ChangeTarget target) {
            relation(target.name());
        } else if (node instanceof Query.Into into) {
            relation(into.name());
        } else if (node instanceof Utility.CreateView view) {
            relation(view.name());
        } else if (node instanceof Expression.Constant constant) {
            constants.add(constant.slot() < 0 ? constant.span().from() : tokens.tokenOfSlot(constant.slot()));
        } else if (node instanceof Expression.TypedConstant constant) {
            constants.add(tokens.tokenOfSlot(constant.slot()));
        } else {
            function(node);
        }
    }

    private void function(Record node) {
        if (node instanceof Expression.FunctionCall call) {
            functions.add(names(call.name()));
        } else if (node instanceof Expression.SpecialCall call) {
            call.calls().ifPresent(name -> functions.add("pg_catalog." + name));
        } else if (node instanceof Expression.AtTimeZone) {
            functions.add("pg_catalog.timezone");
        } else if (node instanceof Expression.Overlaps) {
            functions.add("pg_catalog.overlaps");
        } else if (node instanceof Expression.PatternMatch match) {
            if (match.form() == Expression.PatternForm.SIMILAR_TO) {
                functions.add("pg_catalog.similar_to_escape");
            } else if (match.escape().isPresent()) {
                functions.add("pg_catalog.like_escape");
            }
        } else if (node instanceof Expression.Test test && test.kind() == Expression.TestKind.NORMALIZED) {
            functions.add("pg_catalog.is_normalized");
        }
    }

    private void relation(ObjectName name) {
        relations.add(names(name) + "@" + name.parts().get(0).token());
    }

    private static String names(ObjectName name) {
        return name.parts().stream().map(Name::text).collect(Collectors.joining("."));
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component.toString(), e);
        }
    }

    /** The node of PostgreSQL's that a statement is; empty for those of which only the kind is read. */
    public static Optional<String> kind(Statement statement) {
        if (statement instanceof Query) {
            return Optional.of("SelectStmt");
        }
        if (statement instanceof Utility utility) {
            return utilityKind(utility);
        }
        return Optional.of(
                statement instanceof Insert
                        ? "InsertStmt"
                        : statement.getClass().getSimpleName() + "Stmt");
    }

    private static Optional<String> utilityKind(Utility utility) {
        if (utility instanceof Utility.Recognised) {
            return Optional.empty();
        }
        if (utility instanceof Utility.Transaction transaction) {
            return Optional.of(
                    switch (transaction.verb()) {
                        case SET_TRANSACTION, SET_SESSION_CHARACTERISTICS, SET_TRANSACTION_SNAPSHOT ->
                            "VariableSetStmt";
                        case SET_CONSTRAINTS -> "ConstraintsSetStmt";
                        case BEGIN,
                                COMMIT,
                                ROLLBACK,
                                SAVEPOINT,
                                RELEASE_SAVEPOINT,
                                ROLLBACK_TO_SAVEPOINT,
                                PREPARE_TRANSACTION,
                                COMMIT_PREPARED,
                                ROLLBACK_PREPARED -> "TransactionStmt";
                    });
        }
        if (utility instanceof Utility.OnTables tables) {
            return Optional.of(tables.name().equals("LOCK") ? "LockStmt" : "TruncateStmt");
        }
        return Optional.of(
                switch (utility.getClass().getSimpleName().toLowerCase(Locale.ROOT)) {
                    case "createview" -> "ViewStmt";
                    case "closecursor" -> "ClosePortalStmt";
                    case "doblock" -> "DoStmt";
                    case "setparameter", "resetparameter" -> "VariableSetStmt";
                    case "showparameter" -> "VariableShowStmt";
                    default -> utility.getClass().getSimpleName() + "Stmt";
                });
    }
}
