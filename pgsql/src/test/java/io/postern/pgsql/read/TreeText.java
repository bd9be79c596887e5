package io.postern.pgsql.read;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.SyntaxNode;

/** Trees as text, by reflection: everything but spans, and without what is empty or false. */
final class TreeText {

    private final boolean slots;

    private TreeText(boolean slots) {
        this.slots = slots;
    }

    static String of(Object node) {
        return new TreeText(true).text(node);
    }

    /** With all constants alike, and names without the tokens that spell them. */
    static String withoutSlots(Object node) {
        return new TreeText(false).text(node);
    }

    /** All nodes of a tree, the root first. */
    static List<SyntaxNode> nodes(Object root) {
        List<SyntaxNode> nodes = new ArrayList<>();
        collect(root, nodes);
        return nodes;
    }

    private static void collect(Object value, List<SyntaxNode> into) {
        if (value instanceof SyntaxNode node) {
            into.add(node);
        }
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(inner -> collect(inner, into));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> collect(inner, into));
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                collect(component(record, component), into);
            }
        }
    }

    /** Every node but the roots, behind the one that it is directly a part of. */
    static void forEachPart(Object root, BiConsumer<SyntaxNode, SyntaxNode> consumer) {
        parts(root, Optional.empty(), consumer);
    }

    private static void parts(Object value, Optional<SyntaxNode> whole, BiConsumer<SyntaxNode, SyntaxNode> consumer) {
        Optional<SyntaxNode> inner = whole;
        if (value instanceof SyntaxNode node) {
            whole.ifPresent(outer -> consumer.accept(outer, node));
            inner = Optional.of(node);
        }
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            parts(optional.get(), inner, consumer);
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                parts(element, inner, consumer);
            }
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                parts(component(record, component), inner, consumer);
            }
        }
    }

    private String text(Object value) {
        if (value instanceof Name name) {
            return name.text();
        }
        if (value instanceof ObjectName || value instanceof Enum<?> || value instanceof String) {
            return value.toString();
        }
        if (value instanceof Expression.ColumnReference column) {
            String names = column.names().stream().map(Name::text).collect(Collectors.joining("."));
            return !column.star() ? names : names.isEmpty() ? "*" : names + ".*";
        }
        if (value instanceof Expression.Constant constant) {
            return constant.kind() + slot(constant.slot());
        }
        if (value instanceof Expression.Parameter parameter) {
            return "$" + parameter.number();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Record record) {
            return record(record);
        }
        return String.valueOf(value);
    }

    private String slot(int slot) {
        return slots && slot >= 0 ? "#" + slot : "";
    }

    private String record(Record record) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = component(record, component);
            if (component.getName().equals("slot")) {
                parts.add(slot((Integer) value));
                continue;
            }
            if (value instanceof Span || isNothing(value)) {
                continue;
            }
            Object inner = value instanceof Optional<?> optional ? optional.orElseThrow() : value;
            if (inner instanceof Boolean) {
                parts.add(component.getName());
            } else if (inner instanceof Enum<?>) {
                parts.add(text(inner));
            } else {
                parts.add(component.getName() + "=" + text(inner));
            }
        }
        parts.removeIf(String::isEmpty);
        return record.getClass().getSimpleName() + "(" + String.join(" ", parts) + ")";
    }

    private static boolean isNothing(Object value) {
        return value.equals(false)
                || value.equals(Optional.empty())
                || value.equals(List.of())
                || value.equals(Expression.Aggregation.NONE)
                || (value instanceof Integer number && number == 0)
                || (value instanceof Enum<?> constant && constant.name().equals("DEFAULT"));
    }

    private static Object component(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(record.getClass().getName(), e);
        }
    }
}
