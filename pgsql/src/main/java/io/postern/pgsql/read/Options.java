package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Utility.Option;
import io.postern.pgwire.sql.TokenKind;

/** Options of utilities and the plain values that stand in them. */
final class Options {

    private final TokenCursor cursor;

    Options(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** {@code (name [value], …)}, as EXPLAIN and VACUUM have it. */
    List<Option> utilityOptions() {
        List<Option> options = new ArrayList<>();
        cursor.expectSelf('(');
        do {
            int from = cursor.at();
            options.add(option(utilityOptionName(), from));
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
        return options;
    }

    private String utilityOptionName() {
        if (cursor.isAnyOf("analyze", "analyse")) {
            cursor.advance();
            return "analyze";
        }
        return cursor.accept("format") ? "format" : name();
    }

    private String name() {
        return cursor.nonReserved().text();
    }

    private Option option(String name, int from) {
        if (isWordOrString()) {
            Value value = wordOrString();
            return new Option(name, value.word(), value.slots(), cursor.since(from));
        }
        if (isNumber()) {
            int slot = number();
            return new Option(name, Optional.empty(), List.of(slot), cursor.since(from));
        }
        return new Option(name, Optional.empty(), List.of(), cursor.since(from));
    }

    /** {@code (name [value | * | (value, …)], …)}, as COPY has it. */
    List<Option> copyOptions() {
        List<Option> options = new ArrayList<>();
        cursor.expectSelf('(');
        do {
            int from = cursor.at();
            String name = cursor.label().text();
            if (cursor.acceptSelf('*') || (cursor.major() >= 16 && cursor.accept("default"))) {
                options.add(new Option(name, Optional.empty(), List.of(), cursor.since(from)));
            } else if (cursor.acceptSelf('(')) {
                List<Integer> slots = new ArrayList<>();
                do {
                    slots.addAll(wordOrString().slots());
                } while (cursor.acceptSelf(','));
                cursor.expectSelf(')');
                options.add(new Option(name, Optional.empty(), slots, cursor.since(from)));
            } else {
                options.add(option(name, from));
            }
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
        return options;
    }

    /** A word, in lower case unless quoted, or a string. */
    record Value(Optional<String> word, List<Integer> slots) {
        static Value ofWord(String word) {
            return new Value(Optional.of(word), List.of());
        }

        static Value ofSlot(int slot) {
            return new Value(Optional.empty(), List.of(slot));
        }
    }

    boolean isWordOrString() {
        return cursor.isString() || cursor.isNonReserved(0) || cursor.isAnyOf("true", "false", "on");
    }

    /** {@code opt_boolean_or_string}. */
    Value wordOrString() {
        if (cursor.isString()) {
            return Value.ofSlot(string());
        }
        if (cursor.isAnyOf("true", "false", "on")) {
            return Value.ofWord(cursor.expectAnyOf("true", "false", "on"));
        }
        return Value.ofWord(name());
    }

    /** {@code NonReservedWord_or_Sconst}. */
    Value nonReservedOrString() {
        return cursor.isString() ? Value.ofSlot(string()) : Value.ofWord(name());
    }

    /** Slot of a string. */
    int string() {
        return cursor.tokens().slot(cursor.expectString());
    }

    boolean isNumber() {
        int sign = cursor.isSelf('+') || cursor.isSelf('-') ? 1 : 0;
        return cursor.isKind(sign, TokenKind.INTEGER) || cursor.isKind(sign, TokenKind.NUMERIC);
    }

    /** NumericOnly; the slot without the sign. */
    int number() {
        if (!isNumber()) {
            throw cursor.unexpected();
        }
        skipSign();
        cursor.advance();
        return cursor.tokens().slot(cursor.at() - 1);
    }

    boolean isSignedInteger() {
        int sign = cursor.isSelf('+') || cursor.isSelf('-') ? 1 : 0;
        return cursor.isKind(sign, TokenKind.INTEGER);
    }

    /** SignedIconst. */
    void signedInteger() {
        skipSign();
        if (!cursor.acceptKind(TokenKind.INTEGER)) {
            throw cursor.unexpected();
        }
    }

    private void skipSign() {
        if (!cursor.acceptSelf('+')) {
            cursor.acceptSelf('-');
        }
    }
}
