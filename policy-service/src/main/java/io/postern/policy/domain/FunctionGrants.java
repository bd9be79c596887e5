package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.builtin.Builtins;
import io.postern.policy.analysis.StatementAnalysis;
import io.postern.policy.analysis.StatementKind;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.DataType;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;
import io.postern.policy.catalog.Routine;

/** Which functions outside pg_catalog an asker may have run, and what they read. */
final class FunctionGrants {

    private final List<FunctionRule> rules;
    private final Catalog catalog;

    FunctionGrants(List<FunctionRule> rules, Catalog catalog) {
        this.rules = rules;
        this.catalog = catalog;
    }

    /** What the use of objects outside pg_catalog asks for. */
    record Use(List<Need> needs, Optional<String> refusal) {}

    boolean allows(long function) {
        return catalog.routine(function)
                .filter(routine -> !rulesFor(routine).isEmpty())
                .isPresent();
    }

    private List<FunctionRule> rulesFor(Routine routine) {
        return rules.stream()
                .filter(rule -> rule.function().equals(routine.name()))
                .toList();
    }

    /**
     * @param plans what the functions read must not be guarded: they would return it as it is
     */
    Use of(StatementAnalysis.UserObjects objects, GuardPlans plans) {
        Set<Long> functions = new LinkedHashSet<>();
        objects.functionOids().stream().sorted().forEach(functions::add);
        for (long oid : objects.typeOids().stream().sorted().toList()) {
            Optional<DataType> type = catalog.type(oid).or(() -> catalog.elementType(oid));
            if (type.isEmpty()) {
                return refused("The statement uses a type that the catalog does not know.");
            }
            functions.addAll(type.get().functions());
        }
        List<Need> needs = new ArrayList<>();
        for (long oid : functions) {
            Optional<Routine> routine = catalog.routine(oid);
            if (routine.isEmpty()) {
                return refused("The statement calls a function that the catalog does not know.");
            }
            if (isSystemFunction(routine.get())) {
                continue;
            }
            List<FunctionRule> granting = rulesFor(routine.get());
            if (granting.isEmpty()) {
                return refused("Function " + routine.get().name() + " is not permitted here.");
            }
            for (FunctionRule rule : granting) {
                Optional<String> refusal = reads(rule, routine.get(), plans, needs);
                if (refusal.isPresent()) {
                    return refused(refusal.get());
                }
            }
        }
        return new Use(needs, Optional.empty());
    }

    private Optional<String> reads(FunctionRule rule, Routine routine, GuardPlans plans, List<Need> needs) {
        for (QualifiedName name : rule.reads()) {
            Optional<Relation> read = catalog.relation(name);
            if (read.isEmpty()) {
                return Optional.of("Function " + routine.name()
                        + " has changed since it was permitted; an administrator has to review what it reads.");
            }
            boolean table = read.get().view().isEmpty() && read.get().kind() != RelationKind.VIEW;
            if (!table && !plans.guardsNothing()) {
                return Optional.of("Function " + routine.name()
                        + " reads a view; an administrator has to name the tables beneath in its place.");
            }
            if (plans.plan(read.get()).isGuarded()) {
                return Optional.of("Function " + routine.name()
                        + " is not permitted here: it reads data that is masked or filtered.");
            }
            needs.add(Need.behind(StatementKind.SELECT, read.get()));
        }
        return Optional.empty();
    }

    /** Functions of information_schema have other object ids on each server, and so are known by name. */
    private boolean isSystemFunction(Routine routine) {
        return routine.name().schema().equals("information_schema")
                && Builtins.of(catalog.serverMajor())
                        .informationSchemaFunction(routine.name().name())
                        .isPresent();
    }

    private static Use refused(String why) {
        return new Use(List.of(), Optional.of(why));
    }
}
