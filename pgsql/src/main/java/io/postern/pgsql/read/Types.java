package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.TypeName;
import io.postern.pgwire.sql.TokenKind;

/** Names of types: manual, chapter 8. */
final class Types {

    private static final String CATALOG = "pg_catalog";

    private final Grammar grammar;
    private final TokenCursor cursor;

    Types(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** PostgreSQL's Typename. */
    TypeName type() {
        int from = cursor.at();
        boolean setOf = cursor.accept("setof");
        TypeName simple = simple();
        int dimensions = 0;
        if (cursor.accept("array")) {
            dimensions = 1;
            if (cursor.acceptSelf('[')) {
                integer();
                cursor.expectSelf(']');
            }
        } else {
            while (cursor.acceptSelf('[')) {
                if (!cursor.isSelf(']')) {
                    integer();
                }
                cursor.expectSelf(']');
                dimensions++;
            }
        }
        return new TypeName(
                simple.name(), setOf, simple.percentType(), simple.modifiers(), dimensions, cursor.since(from));
    }

    /** As {@link #type}, but also {@code table.column%TYPE}: PostgreSQL's func_type. */
    TypeName functionType() {
        int from = cursor.at();
        int ahead = cursor.is("setof") ? 1 : 0;
        boolean setOf = ahead == 1;
        int end = ahead + 1;
        while (cursor.isSelf(end, '.') && cursor.isLabel(end + 1)) {
            end += 2;
        }
        if (end == ahead + 1 || !cursor.isSelf(end, '%') || !cursor.is(end + 1, "type")) {
            return type();
        }
        cursor.moveTo(from + ahead);
        ObjectName name = generic();
        cursor.expectSelf('%');
        cursor.expect("type");
        return new TypeName(name, setOf, true, List.of(), 0, cursor.since(from));
    }

    /** PostgreSQL's SimpleTypename. */
    TypeName simple() {
        int from = cursor.at();
        if (isBuiltIn()) {
            TypeName type = builtIn();
            return cursor.tokens().is(from, "interval") && type.modifiers().isEmpty()
                    ? withModifiers(type, fields())
                    : type;
        }
        ObjectName name = generic();
        return new TypeName(name, false, false, modifiers(), 0, cursor.since(from));
    }

    private ObjectName generic() {
        int from = cursor.at();
        List<Name> parts = new ArrayList<>(2);
        parts.add(cursor.functionName());
        while (cursor.acceptSelf('.')) {
            parts.add(cursor.label());
        }
        return new ObjectName(parts, cursor.since(from));
    }

    private List<Expression> modifiers() {
        if (!cursor.acceptSelf('(')) {
            return List.of();
        }
        cursor.descend();
        List<Expression> modifiers = grammar.expressions.list();
        cursor.expectSelf(')');
        cursor.ascend();
        return modifiers;
    }

    private boolean isBuiltIn() {
        return switch (cursor.keyword()) {
            case "int",
                    "integer",
                    "smallint",
                    "bigint",
                    "real",
                    "float",
                    "decimal",
                    "dec",
                    "numeric",
                    "boolean",
                    "bit",
                    "character",
                    "char",
                    "varchar",
                    "national",
                    "nchar",
                    "timestamp",
                    "time",
                    "interval" -> true;
            case "double" -> cursor.is(1, "precision");
            case "json" -> cursor.major() >= 17;
            default -> false;
        };
    }

    /** Whether a constant with a type in a spelling of SQL's own begins here; else the word names something. */
    boolean startsConstant() {
        if (!isBuiltIn()) {
            return false;
        }
        if (cursor.isString(1)) {
            return true;
        }
        return switch (cursor.keyword()) {
            case "double" -> true;
            case "bit", "char", "nchar", "character", "varchar" -> cursor.isSelf(1, '(') || cursor.is(1, "varying");
            case "national" -> cursor.isAnyOf(1, "character", "char");
            case "time", "timestamp" -> cursor.isSelf(1, '(') || cursor.isAnyOf(1, "with", "without");
            case "float", "decimal", "dec", "numeric", "interval" -> cursor.isSelf(1, '(');
            default -> false;
        };
    }

    /** The type of a constant, where {@link #startsConstant}. */
    TypeName ofConstant() {
        return builtIn();
    }

    /** The string behind its type, with the fields that may follow that of an interval. */
    Expression typedConstant(TypeName type, int from) {
        int slot = cursor.tokens().slot(cursor.expectString());
        int behind = cursor.at();
        List<Expression> fields =
                cursor.tokens().is(from, "interval") && type.modifiers().isEmpty() ? fields() : List.of();
        TypeName whole = cursor.at() > behind ? withModifiers(type, fields) : type;
        return new Expression.TypedConstant(whole, slot, cursor.since(from));
    }

    private TypeName builtIn() {
        int from = cursor.at();
        String word = cursor.keyword();
        cursor.advance();
        return switch (word) {
            case "int", "integer" -> plain("int4", from);
            case "smallint" -> plain("int2", from);
            case "bigint" -> plain("int8", from);
            case "real" -> plain("float4", from);
            case "boolean" -> plain("bool", from);
            case "json" -> plain("json", from);
            case "double" -> {
                cursor.expect("precision");
                yield plain("float8", from);
            }
            case "float" -> floating(from);
            case "decimal", "dec", "numeric" -> named("numeric", modifiers(), from);
            case "bit" -> {
                boolean varying = cursor.accept("varying");
                yield named(varying ? "varbit" : "bit", modifiers(), from);
            }
            case "time", "timestamp" -> time(word, from);
            case "interval" -> named("interval", precision(), from);
            default -> character(word, from);
        };
    }

    private TypeName character(String word, int from) {
        boolean varying = word.equals("varchar");
        if (word.equals("national")) {
            cursor.expectAnyOf("character", "char");
        }
        if (!varying) {
            varying = cursor.accept("varying");
        }
        return named(varying ? "varchar" : "bpchar", precision(), from);
    }

    private TypeName time(String word, int from) {
        List<Expression> precision = precision();
        boolean zone = false;
        if (cursor.isAnyOf("with", "without") && cursor.is(1, "time")) {
            zone = cursor.is("with");
            cursor.advance();
            cursor.expectAll("time", "zone");
        }
        return named(zone ? word + "tz" : word, precision, from);
    }

    private TypeName floating(int from) {
        List<Expression> precision = precision();
        if (precision.isEmpty()) {
            return named("float8", List.of(), from);
        }
        int bits = smallInteger(precision.get(0).span().from());
        if (bits < 1 || bits > 53) {
            throw new SyntaxError("precision for type float must be between 1 and 53 bits", from);
        }
        return named(bits <= 24 ? "float4" : "float8", List.of(), from);
    }

    /** The value of an integer token up to some small number; -1 for what is not written in plain digits, or larger. */
    private int smallInteger(int token) {
        String text = cursor.tokens().text(token);
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > 1_000) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private TypeName withModifiers(TypeName type, List<Expression> modifiers) {
        return new TypeName(
                type.name(),
                false,
                false,
                modifiers,
                0,
                cursor.since(type.span().from()));
    }

    /** What may follow INTERVAL; gives the precision of seconds. */
    private List<Expression> fields() {
        switch (cursor.keyword()) {
            case "year" -> {
                cursor.advance();
                if (cursor.accept("to")) {
                    cursor.expect("month");
                }
            }
            case "month" -> cursor.advance();
            case "day" -> {
                cursor.advance();
                return to("hour", "minute");
            }
            case "hour" -> {
                cursor.advance();
                return to("minute", "minute");
            }
            case "minute" -> {
                cursor.advance();
                return to("second", "second");
            }
            case "second" -> {
                cursor.advance();
                return precision();
            }
            default -> {}
        }
        return List.of();
    }

    private List<Expression> to(String first, String second) {
        if (!cursor.accept("to")) {
            return List.of();
        }
        return cursor.expectAnyOf(first, second, "second").equals("second") ? precision() : List.of();
    }

    /** {@code (integer)}, or nothing. */
    private List<Expression> precision() {
        if (!cursor.acceptSelf('(')) {
            return List.of();
        }
        Expression precision = integer();
        cursor.expectSelf(')');
        return List.of(precision);
    }

    private Expression integer() {
        if (!cursor.isKind(TokenKind.INTEGER)) {
            throw cursor.unexpected();
        }
        return grammar.primaries.primary();
    }

    /** The type int4, where it is meant by words that begin at the token {@code from}. */
    TypeName integer(int from) {
        return plain("int4", from);
    }

    private TypeName plain(String name, int from) {
        return named(name, List.of(), from);
    }

    private TypeName named(String name, List<Expression> modifiers, int from) {
        ObjectName object = new ObjectName(List.of(new Name(CATALOG, from), new Name(name, from)), cursor.since(from));
        return new TypeName(object, false, false, modifiers, 0, cursor.since(from));
    }
}
