package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Statement;
import io.postern.pgsql.tree.Utility;
import io.postern.pgsql.tree.Utility.Recognised;
import io.postern.pgsql.tree.Utility.Sort;

/** Any statement, by its first words. */
final class Statements {

    private static final Notation DEFINITIONS =
            Notation.of(TableRules.RULES, DefinitionRules.RULES, ObjectRules.RULES, RightsRules.RULES);

    private static final Set<String> SCHEMA_ELEMENTS =
            Set.of("CREATE TABLE", "CREATE INDEX", "CREATE SEQUENCE", "CREATE TRIGGER", "GRANT");

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final Options options;
    private final Transactions transactions;
    private final Settings settings;
    private final Cursors cursors;
    private final Maintenance maintenance;
    private final TableMakers makers;
    private final Matcher definitions;

    Statements(TokenCursor cursor, RowGrammar rows) {
        this.cursor = cursor;
        this.rows = rows;
        this.options = new Options(cursor);
        this.transactions = new Transactions(cursor);
        this.settings = new Settings(cursor, options, transactions);
        this.cursors = new Cursors(cursor, rows, options);
        this.maintenance = new Maintenance(cursor, rows, options);
        this.makers = new TableMakers(cursor, rows, cursors);
        Bodies bodies = new Bodies(cursor, rows, this);
        this.definitions = new Matcher(DEFINITIONS, cursor, new GrammarPieces(cursor, rows, settings, bodies));
    }

    /** All statements of the text. */
    List<Statement> all() {
        List<Statement> statements = new ArrayList<>();
        while (!cursor.atEnd()) {
            if (!cursor.acceptSelf(';')) {
                statements.add(statement());
                if (!cursor.atStatementEnd()) {
                    throw cursor.unexpected();
                }
            }
        }
        return statements;
    }

    /** One statement; what follows it is for the caller to judge. */
    Statement statement() {
        return switch (cursor.keyword()) {
            case "begin", "start" -> transactions.begin();
            case "commit", "end" -> transactions.commit();
            case "rollback", "abort" -> transactions.rollback();
            case "savepoint" -> transactions.savepoint();
            case "release" -> transactions.release();
            case "set" -> settings.set();
            case "reset" -> settings.reset();
            case "show" -> settings.show();
            case "discard" -> settings.discard();
            case "prepare" ->
                cursor.is(1, "transaction") && cursor.isString(2) ? transactions.prepare() : cursors.prepare();
            case "execute" -> cursors.execute();
            case "deallocate" -> cursors.deallocate();
            case "declare" -> cursors.declare();
            case "fetch", "move" -> cursors.fetch();
            case "close" -> cursors.close();
            case "explain" -> new Explains(cursor, rows, cursors, makers, maintenance).explain();
            case "copy" -> new Copies(cursor, rows, options).copy();
            case "call" -> call();
            case "do" -> block();
            case "listen" -> listen();
            case "unlisten" -> unlisten();
            case "notify" -> announce();
            case "load" -> load();
            case "create" -> create();
            default -> maintenance();
        };
    }

    private Statement maintenance() {
        return switch (cursor.keyword()) {
            case "lock" -> maintenance.lock();
            case "truncate" -> maintenance.truncate();
            case "vacuum" -> maintenance.vacuum();
            case "analyze", "analyse" -> maintenance.analyze();
            case "cluster" -> maintenance.cluster();
            case "reindex" -> maintenance.reindex();
            case "refresh" -> maintenance.refresh();
            case "checkpoint" -> maintenance.checkpoint();
            case "alter", "drop", "grant", "revoke", "comment", "security", "import", "reassign" ->
                definitions.statement();
            default -> {
                boolean startsRows = cursor.isSelf('(')
                        || cursor.isAnyOf("select", "values", "table", "with", "insert", "update", "delete", "merge");
                if (!startsRows) {
                    throw cursor.unexpected();
                }
                yield rows.rowStatement();
            }
        };
    }

    private Statement create() {
        Optional<Utility.CreateTableAs> table = makers.asQuery();
        if (table.isPresent()) {
            return table.get();
        }
        Optional<Utility.CreateView> view = makers.view();
        return view.isPresent() ? view.get() : definitions.statement();
    }

    /** What may stand in CREATE SCHEMA. */
    void schemaElement() {
        int from = cursor.at();
        Statement element = statement();
        boolean allowed = element instanceof Utility.CreateView
                || (element instanceof Recognised recognised && SCHEMA_ELEMENTS.contains(recognised.name()));
        if (!allowed) {
            cursor.moveTo(from);
            throw cursor.unexpected();
        }
    }

    private Utility.Call call() {
        int from = cursor.at();
        cursor.expect("call");
        Expression.FunctionCall call = rows.plainCall();
        return new Utility.Call(call, cursor.since(from));
    }

    private Utility.DoBlock block() {
        int from = cursor.at();
        cursor.expect("do");
        do {
            if (cursor.accept("language")) {
                options.nonReservedOrString();
            } else {
                cursor.expectString();
            }
        } while (cursor.isString() || cursor.is("language"));
        return new Utility.DoBlock(cursor.since(from));
    }

    private Recognised listen() {
        int from = cursor.at();
        cursor.expect("listen");
        return notification("LISTEN", List.of(channel()), from);
    }

    private Recognised unlisten() {
        int from = cursor.at();
        cursor.expect("unlisten");
        List<ObjectName> channels = cursor.acceptSelf('*') ? List.of() : List.of(channel());
        return notification("UNLISTEN", channels, from);
    }

    private Recognised announce() {
        int from = cursor.at();
        cursor.expect("notify");
        ObjectName channel = channel();
        if (cursor.acceptSelf(',')) {
            cursor.expectString();
        }
        return notification("NOTIFY", List.of(channel), from);
    }

    private ObjectName channel() {
        int from = cursor.at();
        return new ObjectName(List.of(cursor.columnName()), cursor.since(from));
    }

    private Recognised notification(String name, List<ObjectName> channels, int from) {
        return new Recognised(Sort.NOTIFICATION, name, channels, cursor.since(from));
    }

    private Recognised load() {
        int from = cursor.at();
        cursor.expect("load");
        cursor.expectString();
        return new Recognised(Sort.ADMINISTRATION, "LOAD", List.of(), cursor.since(from));
    }
}
