package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.sql.TokenEdit;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;
import io.postern.policy.sql.MaskingSource;
import io.postern.policy.sql.NameUse;
import io.postern.policy.sql.Operation;
import io.postern.policy.sql.RelationUse;
import io.postern.policy.sql.StatementFacts;
import io.postern.policy.sql.StatementKind;

/** Masks put into one text, or the reason why they cannot be. Confined to one decision. */
final class Masking {

    private static final Set<String> SYSTEM_COLUMNS = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

    /** Names of the target's row inside RETURNING and ON CONFLICT. */
    private static final Set<String> ROW_NAMES = Set.of("old", "new", "excluded");

    private final Catalog catalog;
    private final List<MaskRule> rules;
    private final Map<Relation, MaskPlan> plans = new HashMap<>();
    private final List<TokenEdit> edits = new ArrayList<>();
    private final Map<ColumnName, Decision.MaskedColumn> masked = new LinkedHashMap<>();

    /**
     * @param rules those that hold for the asker
     */
    Masking(Catalog catalog, List<MaskRule> rules) {
        this.catalog = catalog;
        this.rules = rules;
    }

    List<TokenEdit> edits() {
        return edits.stream().sorted(Comparator.comparingInt(TokenEdit::from)).toList();
    }

    List<Decision.MaskedColumn> maskedColumns() {
        return List.copyOf(masked.values());
    }

    /** Every column that has a mask for the asker, whatever the statement reads. */
    List<Decision.MaskedColumn> guardedColumns() {
        Set<Relation> relations = new LinkedHashSet<>();
        for (MaskRule rule : rules) {
            for (ColumnName column : rule.columns()) {
                catalog.relation(column.table()).ifPresent(relation -> relations.addAll(catalog.family(relation)));
            }
        }
        List<Decision.MaskedColumn> guarded = new ArrayList<>();
        for (Relation relation : relations) {
            planOf(relation)
                    .columns()
                    .forEach((column, applied) -> guarded.add(new Decision.MaskedColumn(
                            relation.oid(),
                            column.number(),
                            new ColumnName(relation.name(), column.name()),
                            applied.ids())));
        }
        return guarded;
    }

    /** Takes in one more statement; the result says why it has to be refused. */
    Optional<String> add(StatementFacts facts) {
        for (Operation operation : facts.operations()) {
            Optional<String> refusal = operation.target().flatMap(target -> target(operation, target, facts));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        for (RelationUse use : facts.reads()) {
            Optional<String> refusal = read(use, facts);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private MaskPlan planOf(Relation relation) {
        return plans.computeIfAbsent(relation, key -> MaskPlan.of(key, catalog, rules));
    }

    private Optional<String> read(RelationUse use, StatementFacts facts) {
        MaskPlan plan = planOf(use.relation());
        if (plan.problem().isPresent() || plan.isEmpty()) {
            return plan.problem();
        }
        String table = use.relation().name().toString();
        if (facts.locking()) {
            return Optional.of("Rows cannot be locked (FOR UPDATE, FOR SHARE) in a query that reads " + table
                    + ", which has masked columns.");
        }
        if (use.adornment() == RelationUse.Adornment.TABLESAMPLE) {
            return Optional.of("TABLESAMPLE cannot be used on " + table + ", which has masked columns.");
        }
        for (NameUse name : facts.names()) {
            if (isSystemColumn(name)) {
                return Optional.of("System columns such as " + name.last() + " cannot be used in a query that reads "
                        + table + ", which has masked columns.");
            }
            if (isSchemaQualified(name, use.relation())) {
                return Optional.of("Columns of " + table + " have to be written without its schema, as "
                        + use.relation().name().name() + ".column.");
            }
        }
        Map<String, String> masks = new HashMap<>();
        plan.columns().forEach((column, applied) -> masks.put(column.name(), applied.sql()));
        edits.add(MaskingSource.edit(use, masks));
        boolean all = readsWholeRows(use, facts);
        plan.columns().forEach((column, applied) -> {
            if (all || facts.names().stream().anyMatch(name -> name.last().equals(column.name()))) {
                note(use.relation(), column, applied);
            }
        });
        return Optional.empty();
    }

    private static boolean readsWholeRows(RelationUse use, StatementFacts facts) {
        return facts.natural()
                || use.adornment() == RelationUse.Adornment.COLUMN_ALIASES
                || facts.names().stream()
                        .anyMatch(name -> name.form() == NameUse.Form.STAR || isRow(name, use.rangeName()));
    }

    /** Masks cannot stand between a change and its target, so nothing of a masked column may be observed through it. */
    private Optional<String> target(Operation operation, RelationUse target, StatementFacts facts) {
        MaskPlan plan = planOf(target.relation());
        if (plan.problem().isPresent() || plan.isEmpty()) {
            return plan.problem();
        }
        String table = target.relation().name().toString();
        Operation.Change change = operation.details().orElseThrow();
        if (operation.kind() == StatementKind.UPDATE || change.onConflict()) {
            // A violated constraint makes the server print the whole row.
            return Optional.of((operation.kind() == StatementKind.UPDATE ? "UPDATE" : "ON CONFLICT")
                    + " cannot be used on " + table + ", which has masked columns.");
        }
        boolean observed =
                change.returnsStar() || facts.names().stream().anyMatch(name -> observes(name, target, plan));
        if (observed) {
            return Optional.of(operation.kind() + " on " + table
                    + " must not name its masked columns, system columns or whole rows in conditions or RETURNING.");
        }
        plan.columns().forEach((column, applied) -> note(target.relation(), column, applied));
        return Optional.empty();
    }

    private static boolean observes(NameUse name, RelationUse target, MaskPlan plan) {
        String range = target.rangeName();
        if (name.form() == NameUse.Form.STAR) {
            return name.last().equals(range) || ROW_NAMES.contains(name.last());
        }
        return plan.masks(name.last())
                || isSystemColumn(name)
                || isRow(name, range)
                || isCallOnRow(name, target)
                || ROW_NAMES.stream().anyMatch(row -> isRow(name, row));
    }

    /** PostgreSQL reads {@code t.f} as {@code f(t)} where t has no column f. */
    private static boolean isCallOnRow(NameUse name, RelationUse target) {
        int count = name.parts().size();
        if (name.form() != NameUse.Form.COLUMN || count < 2) {
            return false;
        }
        String qualifier = name.parts().get(count - 2);
        return (qualifier.equals(target.rangeName()) || ROW_NAMES.contains(qualifier))
                && target.relation().column(name.last()).isEmpty();
    }

    private static boolean isRow(NameUse name, String rangeName) {
        return name.form() == NameUse.Form.COLUMN && name.parts().equals(List.of(rangeName));
    }

    private static boolean isSystemColumn(NameUse name) {
        return name.form() == NameUse.Form.COLUMN && SYSTEM_COLUMNS.contains(name.last());
    }

    private static boolean isSchemaQualified(NameUse name, Relation relation) {
        int qualifiers = name.form() == NameUse.Form.STAR
                ? name.parts().size()
                : name.parts().size() - 1;
        return qualifiers >= 2
                && name.parts().get(qualifiers - 1).equals(relation.name().name())
                && name.parts().get(qualifiers - 2).equals(relation.name().schema());
    }

    private void note(Relation relation, Column column, MaskPlan.Applied applied) {
        ColumnName name = new ColumnName(relation.name(), column.name());
        masked.putIfAbsent(name, new Decision.MaskedColumn(relation.oid(), column.number(), name, applied.ids()));
    }
}
