package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.postern.pgsql.tree.Span;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;

/** Gathers what one statement does while it is analysed. */
final class Work {

    /** References to relations in one statement. */
    private static final int MAX_RELATIONS = 1_000;

    /** Columns of everything in FROM, all told. */
    private static final int MAX_RANGE_COLUMNS = 200_000;

    private static final int MAX_COLUMN_USES = 200_000;

    final LineageGraph graph = new LineageGraph();
    private final List<Supplier<Operation>> operations = new ArrayList<>();
    private final List<UseInProgress> uses = new ArrayList<>();
    private final Set<ColumnUse> columns = new LinkedHashSet<>();
    private final Map<ColumnOrigin, Integer> writes = new LinkedHashMap<>();
    private final Set<Long> functions = new HashSet<>();
    private final Set<Long> types = new HashSet<>();
    private final Set<Long> usedTypes = new HashSet<>();
    private final List<AnalysablePart> parts = new ArrayList<>();
    private final int sortKeys = graph.open();
    private final int groupKeys = graph.open();
    private final Lineages views = new Lineages();
    private int predicates = graph.open();
    private int rangeColumns;
    private int weight;

    /** What expanded views add. */
    private static final class Lineages {
        private final Set<ColumnOrigin> predicates = new HashSet<>();
        private final Set<ColumnOrigin> sortKeys = new HashSet<>();
        private final Set<ColumnOrigin> groupKeys = new HashSet<>();

        void add(Lineage lineage) {
            predicates.addAll(lineage.predicates());
            sortKeys.addAll(lineage.sortKeys());
            groupKeys.addAll(lineage.groupKeys());
        }
    }

    UseInProgress use(Relation relation, UseInProgress.Written written, Optional<ExpandedView> view) {
        if (uses.size() == MAX_RELATIONS) {
            throw new NotAnalysable(
                    "The statement names relations more than " + MAX_RELATIONS + " times.",
                    written.reference().from());
        }
        UseInProgress use = new UseInProgress(uses.size(), relation, written, view);
        uses.add(use);
        weight++;
        return use;
    }

    /** How many references to relations there are, those behind views included. */
    int weight() {
        return weight;
    }

    /** Takes in what is behind a view. */
    void behind(ViewExpansion.Behind behind, int token) {
        weight += behind.weight();
        if (weight > ViewExpansion.MAX_WEIGHT) {
            throw new NotAnalysable("The statement reads too many views.", token);
        }
        StatementAnalysis analysis = behind.view().analysis();
        views.add(analysis.lineage());
        functions.addAll(analysis.userObjects().functionOids());
        types.addAll(analysis.userObjects().typeOids());
    }

    /** Counts the columns of something in FROM. */
    void range(int columnCount, int token) {
        rangeColumns += columnCount;
        if (rangeColumns > MAX_RANGE_COLUMNS) {
            throw new NotAnalysable("The statement reads too many columns.", token);
        }
    }

    void column(
            UseInProgress use, Optional<Column> column, ColumnUse.Subject subject, ColumnUse.Place place, Span span) {
        use.observe();
        if (columns.size() == MAX_COLUMN_USES) {
            throw new NotAnalysable("The statement names columns too often.", span.from());
        }
        columns.add(new ColumnUse(use.id(), column, subject, place, span));
        column.ifPresent(named -> usedTypes.add(named.typeOid()));
        switch (subject) {
            case WHOLE_ROW -> use.add(RelationUse.Trait.WHOLE_ROW);
            case SYSTEM_COLUMN -> use.add(RelationUse.Trait.SYSTEM_COLUMN);
            case COLUMN, ALL_COLUMNS -> {}
        }
        if (column.isEmpty()) {
            use.relation().columns().forEach(each -> usedTypes.add(each.typeOid()));
        }
    }

    /** Marks what is named in a part of the text as locked. */
    void lockWithin(int from, int to) {
        for (UseInProgress use : uses) {
            if (use.reference().from() >= from && use.reference().to() <= to) {
                use.add(RelationUse.Trait.LOCKED);
            }
        }
    }

    void operation(Operation operation) {
        operations.add(() -> operation);
    }

    /** An operation on a target, whose traits are not all known yet. */
    void operation(StatementKind kind, UseInProgress target, Changes.Traits traits) {
        operations.add(() -> new Operation(
                kind,
                Optional.of(new Operation.Change(
                        target.finished(),
                        traits.filter(),
                        traits.readsTarget(),
                        traits.onConflict(),
                        traits.updatesOnConflict()))));
    }

    List<Operation> operations() {
        return operations.stream().map(Supplier::get).toList();
    }

    void predicate(int node) {
        graph.extend(predicates, node);
    }

    void sortKey(int node) {
        graph.extend(sortKeys, node);
    }

    void groupKey(int node) {
        graph.extend(groupKeys, node);
    }

    /** From here on predicates are also told apart; the result is for {@link #endCondition}. */
    int beginCondition() {
        int outer = predicates;
        predicates = graph.open();
        return outer;
    }

    /** Everything that predicates since {@link #beginCondition} depend on. */
    int endCondition(int outer) {
        int mine = predicates;
        predicates = outer;
        graph.extend(outer, mine);
        return mine;
    }

    void write(ColumnOrigin column, int node) {
        int open = writes.computeIfAbsent(column, unused -> graph.open());
        graph.extend(open, node);
    }

    void function(long oid) {
        functions.add(oid);
    }

    void type(long oid) {
        types.add(oid);
    }

    /** A type that values of the statement have. */
    void usedType(long oid) {
        usedTypes.add(oid);
    }

    Set<Long> usedTypes() {
        return usedTypes;
    }

    void part(AnalysablePart part) {
        parts.add(part);
    }

    List<AnalysablePart> parts() {
        return parts;
    }

    List<RelationUse> relations() {
        return uses.stream()
                .sorted(Comparator.comparingInt(
                                (UseInProgress use) -> use.reference().from())
                        .thenComparing(UseInProgress::id))
                .map(UseInProgress::finished)
                .toList();
    }

    List<ColumnUse> columns() {
        return columns.stream()
                .sorted(Comparator.comparingInt((ColumnUse use) -> use.span().from())
                        .thenComparing(ColumnUse::relation))
                .toList();
    }

    Lineage lineage(List<RangeColumn> outputs) {
        List<OutputColumn> results = outputs.stream()
                .map(column -> new OutputColumn(column.name(), graph.origins(column.node())))
                .toList();
        Map<ColumnOrigin, Set<ColumnOrigin>> written = new HashMap<>();
        writes.forEach((column, node) -> written.put(column, graph.origins(node)));
        return new Lineage(
                results,
                with(views.predicates, predicates),
                with(views.sortKeys, sortKeys),
                with(views.groupKeys, groupKeys),
                written);
    }

    private Set<ColumnOrigin> with(Set<ColumnOrigin> some, int node) {
        Set<ColumnOrigin> all = new HashSet<>(some);
        all.addAll(graph.origins(node));
        return all;
    }

    StatementAnalysis.UserObjects userObjects() {
        return new StatementAnalysis.UserObjects(functions, types);
    }
}
