package io.postern.policy.sql;

import java.util.List;
import java.util.Locale;

import io.postern.pgwire.sql.TokenKind;

/** Function calls with aggregate and window syntax: manual, sections 4.2.7 and 4.2.8. */
final class Calls {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Calls(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** From the opening parenthesis on; {@code from} is where the name began. */
    void call(List<String> parts, int from) {
        plain(parts, from);
        if (cursor.acceptWords("within", "group")) {
            cursor.expectSelf('(');
            orderBy();
            cursor.expectSelf(')');
        }
        if (cursor.isWord("filter") && cursor.isSelf(1, '(')) {
            cursor.advance();
            cursor.advance();
            cursor.expectWord("where");
            grammar.expressions.expression();
            cursor.expectSelf(')');
        }
        if (cursor.acceptWord("over")) {
            if (cursor.isSelf('(')) {
                window();
            } else {
                cursor.name();
            }
        }
    }

    /** A call without aggregate and window clauses, as FROM has them. */
    void plain(List<String> parts, int from) {
        if (parts.size() > 2) {
            throw cursor.unexpected();
        }
        String schema = parts.size() == 2 ? parts.get(0) : "";
        String name = parts.get(parts.size() - 1);
        Functions.Arguments arguments = Functions.require(schema, name, grammar.context.catalog(), from);
        if (name.equals("current_setting")) {
            requireShownSetting();
        }
        grammar.facts().function(name);
        cursor.expectSelf('(');
        if (arguments == Functions.Arguments.PINNING) {
            grammar.slots.startPinning();
            arguments();
            grammar.slots.stopPinning();
        } else {
            arguments();
        }
        cursor.expectSelf(')');
    }

    private void requireShownSetting() {
        if (cursor.isKind(1, TokenKind.STRING)) {
            String literal = cursor.tokens().text(cursor.at() + 1);
            String setting = literal.substring(1, literal.length() - 1).toLowerCase(Locale.ROOT);
            if (Settings.isShown(setting) && (cursor.isSelf(2, ')') || cursor.isSelf(2, ','))) {
                return;
            }
        }
        throw cursor.refuse("current_setting takes only the name of a setting that SHOW may show.");
    }

    private void arguments() {
        if (cursor.isSelf(')') || cursor.acceptSelf('*')) {
            return;
        }
        if (!cursor.acceptWord("all")) {
            cursor.acceptWord("distinct");
        }
        do {
            cursor.acceptWord("variadic");
            boolean named = cursor.startsName(0)
                    && (cursor.isKind(1, TokenKind.COLON_EQUALS) || cursor.isKind(1, TokenKind.EQUALS_GREATER));
            if (named) {
                cursor.advance();
                cursor.advance();
            }
            grammar.expressions.expression();
        } while (cursor.acceptSelf(','));
        if (cursor.isWord("order")) {
            orderBy();
        }
    }

    /** {@code ORDER BY …}. */
    void orderBy() {
        cursor.expectWord("order");
        cursor.expectWord("by");
        do {
            grammar.expressions.expression();
            if (!cursor.acceptWord("asc")) {
                cursor.acceptWord("desc");
            }
            if (cursor.acceptWord("nulls")) {
                cursor.expectOneOf("first", "last");
            }
        } while (cursor.acceptSelf(','));
    }

    /** A window's definition in parentheses. */
    void window() {
        cursor.expectSelf('(');
        boolean clause = switch (cursor.word()) {
            case "partition", "order", "range", "rows", "groups" -> true;
            default -> false;
        };
        if (!clause && cursor.startsName(0)) {
            cursor.name();
        }
        if (cursor.acceptWords("partition", "by")) {
            grammar.expressions.list();
        }
        if (cursor.isWord("order")) {
            orderBy();
        }
        if (cursor.isWord("range") || cursor.isWord("rows") || cursor.isWord("groups")) {
            cursor.advance();
            frame();
        }
        cursor.expectSelf(')');
    }

    private void frame() {
        if (cursor.acceptWord("between")) {
            bound();
            cursor.expectWord("and");
        }
        bound();
        if (cursor.acceptWord("exclude")) {
            switch (cursor.expectOneOf("current", "group", "ties", "no")) {
                case "current" -> cursor.expectWord("row");
                case "no" -> cursor.expectWord("others");
                default -> {}
            }
        }
    }

    private void bound() {
        if (cursor.acceptWords("current", "row")) {
            return;
        }
        if (!cursor.acceptWord("unbounded")) {
            grammar.expressions.withoutIn();
        }
        cursor.expectOneOf("preceding", "following");
    }
}
