package io.postern.policy.catalog;

import java.util.List;

/** Everything that a catalog holds. */
public record Contents(
        List<Relation> relations,
        List<Routine> routines,
        List<Operator> operators,
        List<DataType> types,
        List<Cast> casts) {

    public static final Contents NOTHING = of(List.of());

    public Contents {
        relations = List.copyOf(relations);
        routines = List.copyOf(routines);
        operators = List.copyOf(operators);
        types = List.copyOf(types);
        casts = List.copyOf(casts);
    }

    public static Contents of(List<Relation> relations) {
        return new Contents(relations, List.of(), List.of(), List.of(), List.of());
    }

    public Contents with(List<Routine> what) {
        return new Contents(relations, what, operators, types, casts);
    }
}
