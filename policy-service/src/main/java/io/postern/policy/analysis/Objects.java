package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.builtin.SafetyClass;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.TypeName;
import io.postern.policy.catalog.Cast;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.DataType;
import io.postern.policy.catalog.DataTypeKind;
import io.postern.policy.catalog.Operator;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.Routine;

/**
 * Functions, operators, types and collations by name. Which overload PostgreSQL takes depends on types, so everything counts that the
 * search path can reach under a name: what is PostgreSQL's own has to be harmless, the rest is told as user objects.
 */
final class Objects {

    private static final String PG_CATALOG = "pg_catalog";

    /** Domains over each other. */
    private static final int MAX_DOMAINS = 32;

    /** Smaller object ids are PostgreSQL's own. */
    private static final long FIRST_OF_USERS = 16_384;

    private final Pass pass;
    private final Set<Long> closedTypes = new HashSet<>();

    Objects(Pass pass) {
        this.pass = pass;
    }

    /**
     * What a call may run.
     *
     * @param pinning whether constants in its arguments are pinned
     * @param builtIn whether a function of PostgreSQL's own may be meant
     * @param routines others that may be meant
     */
    record Callee(boolean pinning, boolean builtIn, List<Routine> routines) {}

    private Catalog catalog() {
        return pass.context.catalog();
    }

    static List<String> texts(ObjectName name) {
        return name.parts().stream().map(Name::text).toList();
    }

    /** Whether the search path leads to a function of this name. */
    boolean hasFunction(String name) {
        return pass.builtins.functionExists(name) || !routines(List.of(name)).isEmpty();
    }

    /** Of a value that may have a field of this name, or else PostgreSQL calls a function of this name with it. */
    void fieldOrFunction(String name, int token) {
        if (hasFunction(name)) {
            functionAsField(name, token);
        }
    }

    /**
     * A function that is called as a field. One of PostgreSQL's own whose constants matter is refused: they may stand anywhere in
     * what the field is taken of.
     */
    void functionAsField(String name, int token) {
        boolean pins =
                pass.builtins.function(name).map(SafetyClass::pinsConstants).orElse(false);
        if (function(List.of(name), 1, token).builtIn() && pins) {
            throw refusedFunction(List.of(name), token);
        }
    }

    /** @throws NotAnalysable for a function that is not known, or not known to be harmless */
    Callee function(List<String> name, int arguments, int token) {
        String schema = name.size() > 1 ? name.get(name.size() - 2) : "";
        String last = name.get(name.size() - 1);
        if (name.size() > 2) {
            throw refusedFunction(name, token);
        }
        List<Routine> routines = routines(name).stream()
                .filter(routine -> takes(routine, arguments))
                .toList();
        Optional<SafetyClass> builtIn = builtInFunction(schema, last, token);
        boolean conversion = arguments == 1 && convertsTo(name);
        if (routines.isEmpty() && builtIn.isEmpty() && !conversion) {
            throw refusedFunction(name, token);
        }
        for (Routine routine : routines) {
            pass.work.function(routine.oid());
            routine.signature().argumentTypes().forEach(this::reach);
            reach(routine.signature().resultType());
        }
        boolean pinning =
                !routines.isEmpty() || builtIn.map(SafetyClass::pinsConstants).orElse(true);
        return new Callee(pinning, builtIn.isPresent(), routines);
    }

    private Optional<SafetyClass> builtInFunction(String schema, String name, int token) {
        if (schema.equals("information_schema")) {
            return pass.builtins.informationSchemaFunction(name);
        }
        if (!schema.isEmpty() && !schema.equals(PG_CATALOG)) {
            return Optional.empty();
        }
        Optional<SafetyClass> known = pass.builtins.function(name);
        if (known.isEmpty() && pass.builtins.functionExists(name)) {
            throw refusedFunction(schema.isEmpty() ? List.of(name) : List.of(schema, name), token);
        }
        return known;
    }

    private static boolean takes(Routine routine, int arguments) {
        Routine.Signature signature = routine.signature();
        return arguments <= signature.argumentTypes().size()
                || signature.arguments().contains("VARIADIC");
    }

    /** PostgreSQL reads {@code type(value)} as a cast where no function of the name fits. */
    private boolean convertsTo(List<String> name) {
        String last = name.get(name.size() - 1);
        boolean builtIn = name.size() == 1 || name.get(0).equals(PG_CATALOG);
        Optional<DataType> type = type(name);
        type.ifPresent(this::reach);
        return type.isPresent() || (builtIn && literal(last).isPresent());
    }

    private static NotAnalysable refusedFunction(List<String> name, int token) {
        return new NotAnalysable(
                "Function " + String.join(".", name) + " is not on the list of functions known to be harmless.", token);
    }

    private List<Routine> routines(List<String> name) {
        List<Routine> routines = new ArrayList<>();
        for (QualifiedName candidate : candidates(name)) {
            routines.addAll(catalog().routines(candidate));
        }
        return routines;
    }

    /** What a name can stand for: in its schema, or in each schema of the search path. */
    private List<QualifiedName> candidates(List<String> name) {
        String last = name.get(name.size() - 1);
        if (name.size() > 1) {
            return List.of(new QualifiedName(name.get(name.size() - 2), last));
        }
        return pass.context.searchPath().stream()
                .map(schema -> new QualifiedName(schema, last))
                .toList();
    }

    /**
     * @param left type of the left operand; 0 where it is not known or there is none
     * @param right type of the right operand; 0 where it is not known
     */
    void operator(ObjectName name, boolean prefix, long left, long right) {
        operator(texts(name), prefix, left, right, name.span().from());
    }

    void operator(List<String> name, boolean prefix, long left, long right, int token) {
        String last = name.get(name.size() - 1);
        boolean builtIn = (name.size() == 1 || (name.size() == 2 && name.get(0).equals(PG_CATALOG)))
                && pass.builtins.isSafeOperator(last);
        boolean known = builtIn;
        for (QualifiedName candidate : candidates(name)) {
            for (Operator operator : catalog().operators(candidate)) {
                if ((operator.leftType() == 0) != prefix) {
                    continue;
                }
                known = true;
                boolean castable = !catalog().casts().isEmpty();
                if (castable
                        || (TypeFamilies.mayBe(left, operator.leftType())
                                && TypeFamilies.mayBe(right, operator.rightType()))) {
                    pass.work.function(operator.function());
                }
            }
        }
        if (!known || name.size() > 2) {
            throw new NotAnalysable("An operator of the statement is not one that is known to be harmless.", token);
        }
    }

    /** What a type makes of a constant that is cast to it. */
    enum Literal {
        /** Its text is its value. */
        VALUE,
        /** Its text names an object, or is checked by code nobody has looked at. */
        NAME
    }

    private Optional<Literal> literal(String builtIn) {
        return switch (pass.builtins.type(builtIn)) {
            case SAFE -> Optional.of(Literal.VALUE);
            case PINNING -> Optional.of(Literal.NAME);
            case UNSAFE -> Optional.empty();
        };
    }

    /** What a constant that is cast to the type stands for, and the type's object id where it is known. */
    record TypeUse(Literal literal, long oid) {}

    /** @throws NotAnalysable for a type that is not known, or not known to be harmless */
    TypeUse type(TypeName type) {
        List<String> name = texts(type.name());
        int token = type.span().from();
        if (type.percentType() || name.size() > 2) {
            throw refusedType(type, token);
        }
        String last = name.get(name.size() - 1);
        boolean builtIn = name.size() == 1 || name.get(0).equals(PG_CATALOG);
        Optional<Literal> literal = builtIn ? literal(last) : Optional.empty();
        // pg_catalog is searched first, so a type of its own hides others.
        if (literal.isPresent()) {
            return new TypeUse(literal.get(), type.arrayDimensions() > 0 ? 0 : TypeFamilies.oid(last));
        }
        Optional<DataType> user = type(name);
        // What pg_catalog has under the name, row types of its relations too, would be found first.
        boolean hidden = name.size() == 1
                && (last.startsWith("pg_") || last.startsWith("any") || pass.builtins.relationExists(PG_CATALOG, last));
        if (user.isEmpty() || hidden) {
            throw refusedType(type, token);
        }
        reach(user.get());
        boolean array = type.arrayDimensions() > 0;
        return new TypeUse(Literal.NAME, array ? user.get().array() : user.get().oid());
    }

    private static NotAnalysable refusedType(TypeName type, int token) {
        return new NotAnalysable("Type " + type.name() + " is not known to be harmless.", token);
    }

    private Optional<DataType> type(List<String> name) {
        return candidates(name).stream()
                .map(catalog()::type)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The fields of a composite type, or of a domain over one; empty where it is not known to be one. */
    Optional<List<Column>> fields(long type) {
        Optional<DataType> known = catalog().type(type);
        for (int domains = 0;
                domains < MAX_DOMAINS && known.isPresent() && known.get().kind() == DataTypeKind.DOMAIN;
                domains++) {
            known = catalog().type(known.get().base());
        }
        return known.filter(found -> found.relation() != 0)
                .flatMap(found -> catalog().relation(found.relation()))
                .map(Relation::columns);
    }

    /** Takes in a type that is converted to, with what converting to it may run. */
    void reach(long oid) {
        catalog().type(oid).or(() -> catalog().elementType(oid)).ifPresent(this::reach);
    }

    private void reach(DataType type) {
        if (!closedTypes.add(type.oid())) {
            return;
        }
        pass.work.type(type.oid());
        if (type.array() != 0) {
            pass.work.type(type.array());
        }
        type.functions().forEach(pass.work::function);
        casts(type.oid());
        if (type.base() != 0) {
            reach(type.base());
        }
        if (type.relation() != 0) {
            catalog()
                    .relation(type.relation())
                    .ifPresent(relation -> relation.columns().forEach(column -> reach(column.typeOid())));
        }
    }

    private void casts(long type) {
        for (Cast cast : catalog().casts()) {
            if ((cast.sourceType() == type || cast.targetType() == type) && cast.function() != 0) {
                pass.work.function(cast.function());
            }
        }
    }

    /** Casts that PostgreSQL may put in by itself run functions wherever a value of their types is used. */
    void implicitCasts() {
        for (long type : pass.work.usedTypes()) {
            reach(type);
        }
        for (Cast cast : catalog().casts()) {
            if (mayOccur(cast.sourceType()) && mayOccur(cast.targetType()) && cast.function() != 0) {
                pass.work.function(cast.function());
            }
        }
    }

    /** A value is converted where one of the other type is expected: to a type of somebody's own only where that is used. */
    private boolean mayOccur(long type) {
        return type < FIRST_OF_USERS || pass.work.usedTypes().contains(type);
    }

    void collation(ObjectName name) {
        List<String> parts = texts(name);
        if (parts.size() > 2 || (parts.size() == 2 && !parts.get(0).equals(PG_CATALOG))) {
            throw new NotAnalysable(
                    "Only collations of pg_catalog may be named with a schema.",
                    name.span().from());
        }
    }
}
