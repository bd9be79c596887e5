package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Utility;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;

/** COPY: manual, page of COPY. */
final class CopyStatements {

    private static final Set<String> OPTIONS = Set.of(
            "format",
            "freeze",
            "delimiter",
            "null",
            "default",
            "header",
            "quote",
            "escape",
            "force_quote",
            "force_not_null",
            "force_null",
            "on_error",
            "reject_limit",
            "log_verbosity",
            "binary",
            "csv");

    private final Pass pass;
    private final Statements statements;

    CopyStatements(Pass pass, Statements statements) {
        this.pass = pass;
        this.statements = statements;
    }

    StatementAnalysis copy(Utility.Copy copy) {
        switch (copy.peer()) {
            case CLIENT -> {}
            case FILE, PROGRAM -> {
                return Utilities.recognised(
                        StatementKind.COPY,
                        "COPY",
                        "COPY from or to files and programs of the server is not permitted; use STDIN or STDOUT.",
                        copy);
            }
        }
        for (Utility.Option option : copy.options()) {
            if (!OPTIONS.contains(option.name().toLowerCase(Locale.ROOT))) {
                throw new NotAnalysable(
                        "Option " + option.name() + " of COPY cannot be used here.",
                        option.span().from());
            }
        }
        if (copy.statement().isPresent()) {
            return statements.rows(copy.statement().get(), copy, Optional.of(StatementKind.COPY), "COPY");
        }
        return copy.from() ? from(copy) : to(copy);
    }

    private StatementAnalysis from(Utility.Copy copy) {
        FromItem.Table table = copy.table().orElseThrow();
        Target target = Target.bare(table.name(), table.reference(), pass);
        for (Column column : columns(copy.columns(), target)) {
            target.write(column, LineageGraph.NOTHING);
        }
        Scope scope = new Scope(Optional.empty());
        scope.items(List.of(Scope.Item.of(target.entry())));
        pass.queries.condition(copy.where(), scope);
        pass.work.operation(
                StatementKind.INSERT,
                target.use(),
                new Changes.Traits(Operation.Filter.SOME_ROWS, false, false, false));
        return statements.analysis(StatementKind.COPY, "COPY FROM", copy, List.of());
    }

    private static List<Column> columns(List<Name> names, Target target) {
        return names.isEmpty()
                ? target.relation().columns()
                : names.stream().map(target::column).toList();
    }

    private StatementAnalysis to(Utility.Copy copy) {
        FromItem.Table table = copy.table().orElseThrow();
        ObjectName name = table.name();
        Relation relation = pass.relations
                .readable(name)
                .orElseThrow(() -> Relations.refused(name, "is part of the system catalogs and cannot be copied"));
        RangeEntry entry = pass.relations.entry(
                relation,
                new UseInProgress.Written(table.reference(), relation.name().name(), RelationUse.Form.BARE),
                true);
        if (table.only()) {
            entry.use().orElseThrow().add(RelationUse.Trait.ONLY);
        }
        Scope scope = new Scope(Optional.empty());
        scope.items(List.of(Scope.Item.of(entry)));
        List<RangeColumn> outputs = new ArrayList<>();
        if (copy.columns().isEmpty()) {
            outputs.addAll(pass.columns.all(entry, table.reference(), scope));
        }
        for (Name column : copy.columns()) {
            RangeColumn known = entry.column(column.text())
                    .orElseThrow(() -> new NotAnalysable(
                            "column \"" + column.text() + "\" of relation \""
                                    + name.last().text() + "\" does not exist",
                            column.token()));
            pass.columns.note(known, new Span(column.token(), column.token() + 1), scope);
            outputs.add(known);
        }
        pass.work.operation(new Operation(StatementKind.SELECT, Optional.empty()));
        return statements.analysis(StatementKind.COPY, "COPY TO", copy, outputs);
    }
}
