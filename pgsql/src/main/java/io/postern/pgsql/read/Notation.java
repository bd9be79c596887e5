package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.postern.pgsql.tree.Utility.Sort;

/**
 * Reads rules of statements that are only recognised. One rule a line, {@code name : pattern}; a name in upper case is that of a
 * statement, with {@code !} before it if the statement reaches beyond the database. A pattern is made of
 *
 * <ul>
 *   <li>{@code WORD}: a keyword; {@code '('}: that character;
 *   <li>{@code word}: another rule, or a piece of the grammar written by hand; with {@code @} behind it, its name is captured;
 *   <li>{@code [a]}, {@code {a}}, {@code (a | b)}: once or not at all, any number of times, one of several;
 *   <li>{@code a%}: one or more with commas between;
 *   <li>{@code >=17}, {@code <=16}: only on these majors.
 * </ul>
 *
 * <p>Which way to go is decided by the keywords and characters that an alternative begins with, and by the kind of token that stands
 * where its first other part does; a decision is never taken back, so reading is linear.
 */
final class Notation {

    /** @param sort of the statement */
    record StatementRule(String name, Sort sort, Pattern pattern) {}

    private final Map<String, Pattern> rules = new LinkedHashMap<>();
    private final List<StatementRule> statements = new ArrayList<>();
    private List<String> symbols = List.of();
    private int at;

    private Notation() {}

    static Notation of(String... texts) {
        Notation notation = new Notation();
        for (String text : texts) {
            for (String line : text.strip().split("\n", -1)) {
                notation.rule(line);
            }
        }
        return notation;
    }

    List<StatementRule> statements() {
        return statements;
    }

    Pattern rule(Pattern.Rule reference) {
        Pattern rule = rules.get(reference.name());
        if (rule == null) {
            throw new IllegalStateException("no rule " + reference.name());
        }
        return rule;
    }

    private void rule(String line) {
        int colon = line.indexOf(" : ");
        if (colon < 0) {
            throw new IllegalStateException("no rule: " + line);
        }
        boolean beyond = line.startsWith("!");
        String name = line.substring(beyond ? 1 : 0, colon).trim();
        symbols = List.of(line.substring(colon + 3)
                .replaceAll("(?<!')([\\[\\](){}|%@])(?!')", " $1 ")
                .trim()
                .split("\\s+", -1));
        at = 0;
        Pattern pattern = alternatives();
        if (at != symbols.size()) {
            throw new IllegalStateException("not read to its end: " + line);
        }
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            statements.add(new StatementRule(name, beyond ? Sort.ADMINISTRATION : Sort.DEFINITION, pattern));
        } else {
            rules.put(name, pattern);
        }
    }

    private Pattern alternatives() {
        List<Pattern> all = new ArrayList<>();
        do {
            all.add(sequence());
        } while (accept("|"));
        return all.size() == 1 ? all.get(0) : new Pattern.Choice(List.copyOf(all));
    }

    private Pattern sequence() {
        List<Pattern> parts = new ArrayList<>();
        while (at < symbols.size() && !List.of("|", "]", ")", "}").contains(symbols.get(at))) {
            Pattern part = part(symbols.get(at++));
            parts.add(accept("%") ? new Pattern.CommaList(part) : part);
        }
        return parts.size() == 1 ? parts.get(0) : new Pattern.Sequence(List.copyOf(parts));
    }

    private Pattern part(String symbol) {
        return switch (symbol) {
            case "[" -> new Pattern.Maybe(inside("]"));
            case "{" -> new Pattern.Repeat(inside("}"));
            case "(" -> inside(")");
            default -> symbol(symbol);
        };
    }

    private Pattern inside(String end) {
        Pattern pattern = alternatives();
        if (!accept(end)) {
            throw new IllegalStateException("no " + end + " in " + symbols);
        }
        return pattern;
    }

    private Pattern symbol(String symbol) {
        if (symbol.startsWith("'")) {
            return new Pattern.Self(symbol.charAt(1));
        }
        if (symbol.startsWith(">=")) {
            return new Pattern.Since(Integer.parseInt(symbol.substring(2)));
        }
        if (symbol.startsWith("<=")) {
            return new Pattern.Until(Integer.parseInt(symbol.substring(2)));
        }
        if (Character.isUpperCase(symbol.charAt(0))) {
            return new Pattern.Word(symbol.toLowerCase(Locale.ROOT).intern());
        }
        for (GrammarPiece piece : GrammarPiece.values()) {
            if (piece.name().toLowerCase(Locale.ROOT).equals(symbol)) {
                return new Pattern.Piece(piece, accept("@"));
            }
        }
        return new Pattern.Rule(symbol);
    }

    private boolean accept(String symbol) {
        if (at < symbols.size() && symbols.get(at).equals(symbol)) {
            at++;
            return true;
        }
        return false;
    }
}
