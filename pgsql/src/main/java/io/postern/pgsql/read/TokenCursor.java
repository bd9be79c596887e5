package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.postern.pgsql.read.Keywords.Keyword;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Span;
import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;

/** A position in the tokens, and how deep the reader has descended. Confined to one reading. */
final class TokenCursor {

    /** Nesting of expressions, queries and joins: no more than fits in a stack of 512 KiB. */
    static final int MAX_DEPTH = 260;

    /** Levels of the tree, chains of operators included. */
    static final int MAX_HEIGHT = 1_000;

    private final Tokens tokens;
    private final int major;
    private final @Nullable Keyword[] keywords;
    private int at;
    private int depth;
    private int height;

    /** @param major 15 to 18 */
    TokenCursor(Tokens tokens, int major) {
        this.tokens = tokens;
        this.major = major;
        this.keywords = new Keyword[tokens.count()];
        Keywords known = Keywords.of(major);
        for (int i = 0; i < keywords.length; i++) {
            if (tokens.kind(i) == TokenKind.WORD) {
                keywords[i] = known.find(tokens.name(i));
            }
        }
        for (int i = 0; i + 1 < keywords.length; i++) {
            Keyword first = keywords[i];
            Keyword second = keywords[i + 1];
            if (first != null && second != null && isHalf(first.word(), second.word())) {
                keywords[i] = new Keyword(first.word(), KeywordClass.RESERVED, true);
            }
        }
    }

    /** Words that PostgreSQL's lexer takes together with the next, so that they name nothing. */
    private boolean isHalf(String first, String second) {
        return switch (first) {
            case "nulls" -> second.equals("first") || second.equals("last");
            case "format" -> second.equals("json");
            case "without" -> second.equals("time") && major >= 16;
            default -> false;
        };
    }

    Tokens tokens() {
        return tokens;
    }

    int major() {
        return major;
    }

    /** Ordinal of the token here. */
    int at() {
        return at;
    }

    void moveTo(int token) {
        at = token;
    }

    boolean atEnd() {
        return at >= keywords.length;
    }

    /** Whether the text ends before the token {@code ahead} tokens from here. */
    boolean isEnd(int ahead) {
        return at + ahead >= keywords.length;
    }

    /** Where a statement ends: at a semicolon or at the end of the text. */
    boolean atStatementEnd() {
        return atEnd() || isSelf(';');
    }

    void advance() {
        if (atEnd()) {
            throw unexpected();
        }
        at++;
    }

    /** From the token given to the last one consumed. */
    Span since(int from) {
        return new Span(from, at);
    }

    /** The keyword here, interned and in lower case; empty for anything else, words that are no keywords included. */
    String keyword() {
        return keyword(0);
    }

    /** The keyword {@code ahead} tokens from here. */
    String keyword(int ahead) {
        Keyword keyword = keywordAt(at + ahead);
        return keyword == null ? "" : keyword.word();
    }

    private @Nullable Keyword keywordAt(int i) {
        return i < keywords.length ? keywords[i] : null;
    }

    boolean is(String keyword) {
        return keyword().equals(keyword);
    }

    boolean is(int ahead, String keyword) {
        return keyword(ahead).equals(keyword);
    }

    boolean isAnyOf(String... words) {
        return isAnyOf(0, words);
    }

    boolean isAnyOf(int ahead, String... words) {
        String here = keyword(ahead);
        for (String word : words) {
            if (here.equals(word)) {
                return true;
            }
        }
        return false;
    }

    boolean isSelf(char self) {
        return isSelf(0, self);
    }

    boolean isSelf(int ahead, char self) {
        int i = at + ahead;
        return i < keywords.length && tokens.is(i, self);
    }

    boolean isKind(TokenKind kind) {
        return isKind(0, kind);
    }

    boolean isKind(int ahead, TokenKind kind) {
        int i = at + ahead;
        return i < keywords.length && tokens.kind(i) == kind;
    }

    /** PostgreSQL's Sconst: a character string of any spelling but {@code N'…'}, bits and hexadecimals. */
    boolean isString() {
        return isString(0);
    }

    boolean isString(int ahead) {
        return isKind(ahead, TokenKind.STRING)
                || isKind(ahead, TokenKind.ESCAPE_STRING)
                || isKind(ahead, TokenKind.UNICODE_STRING)
                || isKind(ahead, TokenKind.DOLLAR_STRING);
    }

    /** Whether a word that is no keyword, or a quoted identifier, stands {@code ahead} tokens from here. */
    boolean isPlainIdentifier(int ahead) {
        int i = at + ahead;
        return i < keywords.length
                && (tokens.kind(i) == TokenKind.WORD
                        ? keywords[i] == null
                        : tokens.kind(i) == TokenKind.QUOTED_IDENTIFIER
                                || tokens.kind(i) == TokenKind.UNICODE_IDENTIFIER);
    }

    /** ColId: what can name a column, table or alias. */
    boolean isColumnName(int ahead) {
        return isPlainIdentifier(ahead)
                || isClass(ahead, KeywordClass.UNRESERVED)
                || isClass(ahead, KeywordClass.COLUMN_NAME);
    }

    /** {@code type_function_name}: what can name a function or type by itself. */
    boolean isFunctionName(int ahead) {
        return isPlainIdentifier(ahead)
                || isClass(ahead, KeywordClass.UNRESERVED)
                || isClass(ahead, KeywordClass.FUNCTION_OR_TYPE);
    }

    /** NonReservedWord. */
    boolean isNonReserved(int ahead) {
        return isColumnName(ahead) || isClass(ahead, KeywordClass.FUNCTION_OR_TYPE);
    }

    /** ColLabel: any word. */
    boolean isLabel(int ahead) {
        int i = at + ahead;
        return i < keywords.length && (keywords[i] != null || isPlainIdentifier(ahead));
    }

    /** BareColLabel: what can label an output column without AS. */
    boolean isBareLabel(int ahead) {
        Keyword keyword = keywordAt(at + ahead);
        return keyword == null ? isPlainIdentifier(ahead) : !keyword.labelNeedsAs();
    }

    boolean isClass(int ahead, KeywordClass keywordClass) {
        Keyword keyword = keywordAt(at + ahead);
        return keyword != null && keyword.keywordClass() == keywordClass;
    }

    boolean accept(String keyword) {
        if (is(keyword)) {
            at++;
            return true;
        }
        return false;
    }

    /** All of the keywords in a row, or none. */
    boolean acceptAll(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!is(i, words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
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

    void expect(String keyword) {
        if (!accept(keyword)) {
            throw unexpected();
        }
    }

    void expectAll(String... words) {
        for (String word : words) {
            expect(word);
        }
    }

    void expectSelf(char self) {
        if (!acceptSelf(self)) {
            throw unexpected();
        }
    }

    /** The one of the keywords that stands here. */
    String expectAnyOf(String... words) {
        if (!isAnyOf(words)) {
            throw unexpected();
        }
        String found = keyword();
        at++;
        return found;
    }

    /** Sconst; its ordinal. */
    int expectString() {
        if (!isString()) {
            throw unexpected();
        }
        return at++;
    }

    /** ColId. */
    Name columnName() {
        if (!isColumnName(0)) {
            throw unexpected();
        }
        return take();
    }

    /** ColLabel. */
    Name label() {
        if (!isLabel(0)) {
            throw unexpected();
        }
        return take();
    }

    /** {@code type_function_name}. */
    Name functionName() {
        if (!isFunctionName(0)) {
            throw unexpected();
        }
        return take();
    }

    /** NonReservedWord. */
    Name nonReserved() {
        if (!isNonReserved(0)) {
            throw unexpected();
        }
        return take();
    }

    private Name take() {
        Name name = new Name(tokens.name(at), at);
        at++;
        return name;
    }

    /** {@code any_name}: a ColId, and ColLabels behind dots. */
    ObjectName objectName() {
        int from = at;
        List<Name> parts = new ArrayList<>(2);
        parts.add(columnName());
        while (acceptSelf('.')) {
            parts.add(label());
        }
        return new ObjectName(parts, since(from));
    }

    /** {@code qualified_name}: of a relation, in three parts at most. */
    ObjectName relationName() {
        ObjectName name = objectName();
        if (name.parts().size() > 3) {
            throw new SyntaxError(
                    "improper qualified name (too many dotted names)",
                    name.span().from());
        }
        return name;
    }

    /** {@code ( ColId {, ColId} )}. */
    List<Name> columnList() {
        expectSelf('(');
        List<Name> names = new ArrayList<>();
        do {
            names.add(columnName());
        } while (acceptSelf(','));
        expectSelf(')');
        return names;
    }

    /**
     * Goes one level down.
     *
     * @return what {@link #leave} needs
     */
    int enter() {
        descend();
        int outer = height;
        height = 0;
        return outer;
    }

    /** Goes one level up: what was read in between is one level higher than what it is made of. */
    void leave(int outer) {
        ascend();
        wrap();
        height = Math.max(outer, height);
    }

    /** What was read on this level becomes part of one more node. */
    void wrap() {
        if (++height > MAX_HEIGHT) {
            throw new SyntaxError("statement is nested more than " + MAX_HEIGHT + " levels deep", at);
        }
    }

    void descend() {
        if (++depth > MAX_DEPTH) {
            throw new SyntaxError("statement is nested more than " + MAX_DEPTH + " levels deep", at);
        }
    }

    void ascend() {
        depth--;
    }

    /** As PostgreSQL says it, but a constant is not quoted. */
    SyntaxError unexpected() {
        if (atEnd()) {
            return new SyntaxError("syntax error at end of input", at);
        }
        if (tokens.kind(at).isConstant()) {
            return new SyntaxError("syntax error at or near a constant, token " + (at + 1), at);
        }
        return new SyntaxError("syntax error at or near \"" + tokens.text(at) + "\", token " + (at + 1), at);
    }
}
