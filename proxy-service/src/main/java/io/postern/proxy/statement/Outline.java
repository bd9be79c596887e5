package io.postern.proxy.statement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;

/**
 * The statements of a text as far as the wire has to follow them: what each does to the names of prepared statements and
 * portals, and whether it may take over the conversation by COPY. Whether they may run is not decided from this.
 *
 * @param steps one per statement, in the order in which the server completes them
 * @param executed the names behind the word EXECUTE: prepared statements that a statement may run
 */
public record Outline(List<Step> steps, Set<String> executed) {

    public Outline {
        steps = List.copyOf(steps);
        executed = Set.copyOf(executed);
    }

    /** What one statement does once it has completed. */
    public sealed interface Step {
        /**
         * PREPARE.
         *
         * @param from ordinal of the first token of the query
         * @param to after its last
         */
        record Prepare(String name, int from, int to) implements Step {}

        record Deallocate(String name) implements Step {}

        record DeallocateAll() implements Step {}

        record DiscardAll() implements Step {}

        /**
         * DECLARE.
         *
         * @param from ordinal of the statement's first token
         * @param to after its last
         * @param hold whether the cursor outlives its transaction
         */
        record Declare(String name, int from, int to, boolean hold) implements Step {}

        record CloseCursor(String name) implements Step {}

        record CloseAll() implements Step {}

        record Copy() implements Step {}

        /**
         * FETCH or MOVE, which run what a cursor or portal is bound to.
         *
         * @param words every word of the statement that may be its name
         */
        record Fetch(Set<String> words) implements Step {
            public Fetch {
                words = Set.copyOf(words);
            }
        }

        /** Nothing that the wire has to follow. */
        record Other() implements Step {}
    }

    /** More than the longest FETCH has; a longer one is no SQL and moves no cursor. */
    private static final int MAX_FETCH_TOKENS = 16;

    /** Of nearly all texts. */
    private static final Outline ORDINARY = new Outline(List.of(new Step.Other()), Set.of());

    static Outline of(Tokens tokens) {
        List<Step> steps = new ArrayList<>(1);
        int start = 0;
        while (start < tokens.count()) {
            int end = endOfStatement(tokens, start);
            if (end > start) {
                steps.add(new Reader(tokens, start, end).step());
            }
            start = end + 1;
        }
        Set<String> executed = executed(tokens);
        boolean ordinary = executed.isEmpty() && steps.size() == 1 && steps.get(0) instanceof Step.Other;
        return ordinary ? ORDINARY : new Outline(steps, executed);
    }

    private static Set<String> executed(Tokens tokens) {
        Set<String> names = Set.of();
        int last = tokens.count() - 1;
        for (int i = 0; i < last; i++) {
            if (tokens.is(i, "execute") && isName(tokens.kind(i + 1))) {
                names = names.isEmpty() ? new LinkedHashSet<>() : names;
                names.add(tokens.name(i + 1));
            }
        }
        return names;
    }

    /** Whether a statement runs what has a name in SQL: a prepared statement, or a cursor. */
    public boolean runsNamed() {
        return !executed.isEmpty() || any(step -> step instanceof Step.Fetch);
    }

    /** Whether a statement gives a query a name in SQL. */
    public boolean namesQueries() {
        return any(step -> step instanceof Step.Prepare || step instanceof Step.Declare);
    }

    /** Whether a statement changes what names stand for, or may begin a COPY: what comes behind it has to wait for its end. */
    public boolean isFollowed() {
        return any(step -> !(step instanceof Step.Other || step instanceof Step.Fetch));
    }

    public boolean copies() {
        return any(step -> step instanceof Step.Copy);
    }

    private boolean any(Predicate<Step> kind) {
        for (Step step : steps) {
            if (kind.test(step)) {
                return true;
            }
        }
        return false;
    }

    /** What FETCH and MOVE may name. */
    public Set<String> fetched() {
        Set<String> words = Set.of();
        for (Step step : steps) {
            if (step instanceof Step.Fetch fetch) {
                words = words.isEmpty() ? new HashSet<>() : words;
                words.addAll(fetch.words());
            }
        }
        return words;
    }

    /**
     * The ordinal of the semicolon that ends the statement, or the number of tokens. Semicolons inside parentheses (CREATE
     * RULE) and inside BEGIN ATOMIC … END (CREATE FUNCTION) do not end it.
     */
    private static int endOfStatement(Tokens tokens, int start) {
        boolean routine = definesRoutine(tokens, start);
        int count = tokens.count();
        int parentheses = 0;
        int blocks = 0;
        for (int i = start; i < count; i++) {
            TokenKind kind = tokens.kind(i);
            if (kind == TokenKind.SELF) {
                if (tokens.is(i, '(')) {
                    parentheses++;
                } else if (tokens.is(i, ')')) {
                    parentheses--;
                } else if (tokens.is(i, ';') && parentheses <= 0 && blocks == 0) {
                    return i;
                }
            } else if (routine && kind == TokenKind.WORD) {
                if (tokens.is(i, "begin") || (blocks > 0 && tokens.is(i, "case"))) {
                    blocks++;
                } else if (blocks > 0 && tokens.is(i, "end")) {
                    blocks--;
                }
            }
        }
        return count;
    }

    private static boolean definesRoutine(Tokens tokens, int start) {
        if (!tokens.is(start, "create")) {
            return false;
        }
        int kind = start + 1;
        if (kind + 2 < tokens.count() && tokens.is(kind, "or") && tokens.is(kind + 1, "replace")) {
            kind += 2;
        }
        return kind < tokens.count() && (tokens.is(kind, "function") || tokens.is(kind, "procedure"));
    }

    /** Whether a token of this kind can be the name of something. */
    static boolean isName(TokenKind kind) {
        return kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER || kind == TokenKind.UNICODE_IDENTIFIER;
    }

    /** Reads one statement. */
    private record Reader(Tokens tokens, int start, int end) {

        Step step() {
            if (is(start, "prepare")) {
                return prepare();
            }
            if (is(start, "deallocate")) {
                return deallocate();
            }
            if (is(start, "discard")) {
                return is(start + 1, "all") ? new Step.DiscardAll() : new Step.Other();
            }
            if (is(start, "declare")) {
                return declare();
            }
            if (is(start, "close")) {
                return is(start + 1, "all")
                        ? new Step.CloseAll()
                        : name(start + 1).<Step>map(Step.CloseCursor::new).orElseGet(Step.Other::new);
            }
            if (is(start, "copy")) {
                return new Step.Copy();
            }
            return is(start, "fetch") || is(start, "move") ? new Step.Fetch(words()) : new Step.Other();
        }

        private Step prepare() {
            int as = start + 2;
            if (isSelf(as, '(')) {
                int depth = 0;
                do {
                    depth += isSelf(as, '(') ? 1 : isSelf(as, ')') ? -1 : 0;
                    as++;
                } while (as < end && depth > 0);
            }
            if (!is(as, "as") || as + 1 >= end) {
                return new Step.Other();
            }
            int query = as + 1;
            return name(start + 1)
                    .<Step>map(name -> new Step.Prepare(name, query, end))
                    .orElseGet(Step.Other::new);
        }

        private Step deallocate() {
            int named = is(start + 1, "prepare") && start + 2 < end ? start + 2 : start + 1;
            return is(named, "all")
                    ? new Step.DeallocateAll()
                    : name(named).<Step>map(Step.Deallocate::new).orElseGet(Step.Other::new);
        }

        private Step declare() {
            boolean hold = false;
            for (int i = start + 2; i < end && !is(i, "for"); i++) {
                hold |= is(i, "hold") && is(i - 1, "with");
            }
            boolean held = hold;
            return name(start + 1)
                    .<Step>map(name -> new Step.Declare(name, start, end, held))
                    .orElseGet(Step.Other::new);
        }

        private Set<String> words() {
            Set<String> words = new HashSet<>();
            for (int i = start + 1; i < Math.min(end, start + MAX_FETCH_TOKENS); i++) {
                name(i).ifPresent(words::add);
            }
            return words;
        }

        private boolean is(int i, String keyword) {
            return i < end && tokens.is(i, keyword);
        }

        private boolean isSelf(int i, char self) {
            return i < end && tokens.is(i, self);
        }

        private Optional<String> name(int i) {
            return i < end && isName(tokens.kind(i)) ? Optional.of(tokens.name(i)) : Optional.empty();
        }
    }
}
