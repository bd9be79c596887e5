package io.postern.policy.analysis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.postern.pgwire.sql.Tokens;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;

/** An analysis as people read it, line by line. */
final class AnalysisText {

    private final Catalog catalog;
    private final Tokens tokens;

    AnalysisText(Catalog catalog, Tokens tokens) {
        this.catalog = catalog;
        this.tokens = tokens;
    }

    /** Lines by key, without those that have nothing to tell. */
    Map<String, String> lines(Analysis analysis) {
        Map<String, String> lines = new LinkedHashMap<>();
        if (analysis instanceof Analysis.NotUnderstood failure) {
            lines.put("refused", failure.why());
            return lines;
        }
        Analysis.Understood understood = (Analysis.Understood) analysis;
        for (StatementAnalysis statement : understood.statements()) {
            put(lines, "kind", statement.name() + " (" + statement.kind() + ")");
            statement.refusal().ifPresent(why -> put(lines, "refused", why));
            put(lines, "operations", operations(statement.operations()));
            put(lines, "relations", joined(statement.relations().stream().map(AnalysisText::relation)));
            put(lines, "columns", columns(statement));
            put(lines, "outputs", outputs(statement.lineage().outputs()));
            put(lines, "predicates", origins(statement.lineage().predicates()));
            put(lines, "sort", origins(statement.lineage().sortKeys()));
            put(lines, "group", origins(statement.lineage().groupKeys()));
            put(lines, "writes", writes(statement.lineage().writes()));
            put(lines, "functions", routines(statement.userObjects().functionOids()));
            put(lines, "types", types(statement.userObjects().typeOids()));
        }
        put(lines, "free", free(understood.freeSlots()));
        return lines;
    }

    private static void put(Map<String, String> lines, String key, String value) {
        if (!value.isEmpty()) {
            lines.merge(key, value, (one, other) -> one + " | " + other);
        }
    }

    private static String joined(java.util.stream.Stream<String> texts) {
        return texts.collect(Collectors.joining(", "));
    }

    private static String operations(List<Operation> operations) {
        return joined(operations.stream()
                .map(operation -> operation
                        .change()
                        .map(change -> operation.kind() + " " + change.target().rangeName() + " " + change.filter()
                                + (change.readsTarget() ? " reads" : "")
                                + (change.onConflict() ? " conflict" : "")
                                + (change.updatesOnConflict() ? " updates" : ""))
                        .orElse(operation.kind().name())));
    }

    private static String relation(RelationUse use) {
        String alias = use.form() == RelationUse.Form.WITH_ALIAS ? " AS " + use.rangeName() : "";
        String form = use.form() == RelationUse.Form.TABLE_COMMAND || use.form() == RelationUse.Form.BARE
                ? " " + use.form()
                : "";
        String traits = use.traits().isEmpty() ? "" : " " + new TreeSet<>(use.traits());
        return use.relation().name() + alias + form + traits + (use.view().isPresent() ? " view" : "");
    }

    private static String columns(StatementAnalysis statement) {
        Map<Integer, String> names = new TreeMap<>();
        statement.relations().forEach(use -> names.put(use.id(), use.rangeName()));
        return joined(statement.columns().stream()
                .map(use -> names.get(use.relation()) + "."
                        + use.column().map(Column::name).orElse(use.subject().name()) + " " + use.place()));
    }

    private String outputs(List<OutputColumn> outputs) {
        return joined(outputs.stream()
                .map(output -> output.name() + (output.origins().isEmpty() ? "" : " <- " + origins(output.origins()))));
    }

    private String origins(Collection<ColumnOrigin> origins) {
        return origins.stream().map(this::origin).sorted().collect(Collectors.joining(" "));
    }

    private String origin(ColumnOrigin origin) {
        Optional<Relation> relation = catalog.relation(origin.relationOid());
        return relation.map(known -> known.name().name() + "."
                        + known.columns().stream()
                                .filter(column -> column.number() == origin.columnNumber())
                                .findFirst()
                                .map(Column::name)
                                .orElse("?"))
                .orElse("?");
    }

    private String writes(Map<ColumnOrigin, Set<ColumnOrigin>> writes) {
        return writes.entrySet().stream()
                .map(entry ->
                        origin(entry.getKey()) + (entry.getValue().isEmpty() ? "" : " <- " + origins(entry.getValue())))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String routines(Set<Long> oids) {
        return oids.stream()
                .map(oid -> catalog.routine(oid).map(Object::toString).orElse("?"))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String types(Set<Long> oids) {
        return oids.stream()
                .map(oid -> catalog.type(oid)
                        .map(type -> type.name().toString())
                        .or(() ->
                                catalog.elementType(oid).map(type -> type.name().toString() + "[]"))
                        .orElse("?"))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String free(Set<Integer> slots) {
        return slots.stream()
                .sorted()
                .map(slot -> tokens.text(tokens.tokenOfSlot(slot)))
                .collect(Collectors.joining(" "));
    }
}
