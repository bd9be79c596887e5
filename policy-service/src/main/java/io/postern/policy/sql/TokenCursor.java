package io.postern.policy.sql;

import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;

/** A position in the tokens, and how deep the reader has descended. Confined to one reading. */
final class TokenCursor {

    /** Nesting of expressions and queries; far below what exhausts a thread's stack. */
    static final int MAX_DEPTH = 200;

    private final Tokens tokens;
    private final String[] words;
    private int at;
    private int depth;

    TokenCursor(Tokens tokens) {
        this.tokens = tokens;
        this.words = new String[tokens.count()];
        for (int i = 0; i < words.length; i++) {
            words[i] = tokens.kind(i) == TokenKind.WORD ? tokens.name(i) : "";
        }
    }

    Tokens tokens() {
        return tokens;
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        return at >= words.length;
    }

    /** Whether the text ends before the token {@code ahead} tokens from here. */
    boolean isEnd(int ahead) {
        return at + ahead >= words.length;
    }

    void advance() {
        if (atEnd()) {
            throw unexpected();
        }
        at++;
    }

    void moveTo(int token) {
        at = token;
    }

    /** The unquoted word here in lower case; empty for anything else. */
    String word() {
        return word(0);
    }

    /** The unquoted word {@code ahead} tokens from here; empty for anything else. */
    String word(int ahead) {
        int i = at + ahead;
        return i < words.length ? words[i] : "";
    }

    boolean isWord(String word) {
        return word().equals(word);
    }

    boolean isSelf(char self) {
        return isSelf(0, self);
    }

    boolean isSelf(int ahead, char self) {
        int i = at + ahead;
        return i < words.length && tokens.is(i, self);
    }

    boolean isKind(TokenKind kind) {
        return isKind(0, kind);
    }

    boolean isKind(int ahead, TokenKind kind) {
        int i = at + ahead;
        return i < words.length && tokens.kind(i) == kind;
    }

    boolean isConstant() {
        return !atEnd() && tokens.kind(at).isConstant();
    }

    /** A character string, which can follow a type name to make a typed constant. */
    boolean isStringConstant(int ahead) {
        return isKind(ahead, TokenKind.STRING)
                || isKind(ahead, TokenKind.ESCAPE_STRING)
                || isKind(ahead, TokenKind.UNICODE_STRING)
                || isKind(ahead, TokenKind.DOLLAR_STRING);
    }

    /** Whether {@code ahead} tokens from here stands an identifier that is certainly no keyword. */
    boolean isQuoted(int ahead) {
        return isKind(ahead, TokenKind.QUOTED_IDENTIFIER) || isKind(ahead, TokenKind.UNICODE_IDENTIFIER);
    }

    boolean acceptWord(String word) {
        if (isWord(word)) {
            at++;
            return true;
        }
        return false;
    }

    boolean acceptWords(String first, String second) {
        if (isWord(first) && word(1).equals(second)) {
            at += 2;
            return true;
        }
        return false;
    }

    boolean acceptSelf(char self) {
        if (isSelf(self)) {
            at++;
            return true;
        }
        return false;
    }

    boolean acceptKind(TokenKind kind) {
        if (isKind(kind)) {
            at++;
            return true;
        }
        return false;
    }

    void expectWord(String word) {
        if (!acceptWord(word)) {
            throw unexpected();
        }
    }

    void expectSelf(char self) {
        if (!acceptSelf(self)) {
            throw unexpected();
        }
    }

    /** Any one of the words, or refusal. */
    String expectOneOf(String... candidates) {
        for (String candidate : candidates) {
            if (acceptWord(candidate)) {
                return candidate;
            }
        }
        throw unexpected();
    }

    boolean startsName(int ahead) {
        return isQuoted(ahead) || (!word(ahead).isEmpty() && Keywords.canNameColumn(word(ahead)));
    }

    /** PostgreSQL's ColId: the name of a column, table or alias. */
    String name() {
        if (!startsName(0)) {
            throw unexpected();
        }
        return tokens.name(at++);
    }

    /** PostgreSQL's ColLabel: also keywords. */
    String label() {
        if (!isQuoted(0) && word().isEmpty()) {
            throw unexpected();
        }
        return tokens.name(at++);
    }

    /** {@code name {, name}} in parentheses. */
    void nameList() {
        expectSelf('(');
        do {
            name();
        } while (acceptSelf(','));
        expectSelf(')');
    }

    void descend() {
        if (++depth > MAX_DEPTH) {
            throw new NotReadable("The statement is nested more than " + MAX_DEPTH + " levels deep.", at);
        }
    }

    void ascend() {
        depth--;
    }

    NotReadable unexpected() {
        if (atEnd()) {
            return new NotReadable("The statement ends too early.", at);
        }
        String word = word();
        return new NotReadable(
                word.isEmpty()
                        ? "Token " + (at + 1) + " of the statement is not understood here."
                        : "\"" + word + "\" (token " + (at + 1) + " of the statement) is not understood here.",
                at);
    }

    NotReadable refuse(String why) {
        return new NotReadable(why, Math.min(at, words.length));
    }
}
