package io.postern.proxy.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.pgwire.sql.TokenEdits;
import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.StatementText;

/** The texts that a statement's queries have once its edits are made. */
final class StatementPart {

    /** With which a query begins; outside of all queries there is none of them. */
    private static final Set<String> BEGINNINGS = Set.of("select", "insert", "update", "delete", "merge", "values");

    /** With which a statement begins that is a query or holds one. */
    private static final Set<String> HOLDERS = Set.of("with", "table", "explain", "declare", "prepare", "copy");

    /** Between which and a relation's name TABLE is a query. */
    private static final Set<String> BEFORE_TABLE = Set.of("as", "explain", "for");

    private StatementPart() {}

    /**
     * The edited text of these tokens. An insertion behind the last of them is part of it; one before the first is so only where
     * the text begins there.
     *
     * @throws IllegalArgumentException where edits do not fit, or one is half in and half out
     */
    static SqlText edited(StatementText text, List<TokenEdit> edits, int from, int to) {
        Tokens tokens = text.tokens();
        if (to > tokens.count()) {
            throw new IllegalArgumentException("a query beyond the end of the text");
        }
        List<TokenEdit> inside = new ArrayList<>();
        inside.add(new TokenEdit(0, from, ""));
        for (TokenEdit edit : edits) {
            boolean before = edit.to() <= from && !(from == 0 && edit.from() == 0 && edit.to() == 0);
            boolean after = edit.from() >= to && !(edit.from() == to && edit.to() == to);
            if (!before && !after) {
                if (edit.from() < from || edit.to() > to) {
                    throw new IllegalArgumentException("an edit over the edge of a query");
                }
                inside.add(edit);
            }
        }
        inside.add(new TokenEdit(to, tokens.count(), ""));
        return TokenEdits.apply(text.sql(), tokens, inside);
    }

    /** Whether some part that looks like a query is in none of them. */
    static boolean isLeftOut(StatementText text, List<ProofTerms.Query> queries) {
        Tokens tokens = text.tokens();
        boolean[] inside = new boolean[tokens.count()];
        for (ProofTerms.Query query : queries) {
            Arrays.fill(inside, Math.min(query.from(), tokens.count()), Math.min(query.to(), tokens.count()), true);
        }
        for (int i = 0; i < tokens.count(); i++) {
            if (!inside[i] && (isOneOf(tokens, i, BEGINNINGS) || isTableQuery(tokens, i))) {
                return true;
            }
        }
        return false;
    }

    /** The names, as spelled, of relations that COPY … TO takes as they are stored and that no query is said to stand for. */
    static List<String> copied(StatementText text, List<ProofTerms.Query> queries) {
        Tokens tokens = text.tokens();
        List<String> names = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.count(); i++) {
            int name = i + 1;
            boolean copies = tokens.is(i, "copy") && (i == 0 || tokens.is(i - 1, ';')) && !tokens.is(name, '(');
            if (copies && queries.stream().noneMatch(query -> query.from() <= name && name < query.to())) {
                copied(tokens, name).ifPresent(names::add);
            }
        }
        return names;
    }

    private static Optional<String> copied(Tokens tokens, int first) {
        int last = tokens.count() - 1;
        int name = tokens.is(first, "binary") && first < last && !tokens.is(first + 1, "to") ? first + 1 : first;
        StringBuilder spelled = new StringBuilder(tokens.text(name));
        int next = name + 1;
        while (next < last && tokens.is(next, '.')) {
            spelled.append('.').append(tokens.text(next + 1));
            next += 2;
        }
        if (next < last && tokens.is(next, '(')) {
            while (next < last && !tokens.is(next, ')')) {
                next++;
            }
            next++;
        }
        return next <= last && tokens.is(next, "to") ? Optional.of(spelled.toString()) : Optional.empty();
    }

    /** Whether a statement of the text is a query or copies a relation, or runs or names a query that it holds. */
    static boolean isQuery(StatementText text) {
        if (!copied(text, List.of()).isEmpty()) {
            return true;
        }
        Tokens tokens = text.tokens();
        boolean first = true;
        for (int i = 0; i < tokens.count(); i++) {
            if (first && (isOneOf(tokens, i, BEGINNINGS) || isOneOf(tokens, i, HOLDERS))) {
                return isLeftOut(text, List.of());
            }
            first = tokens.is(i, ';') || (first && tokens.is(i, '('));
        }
        return false;
    }

    private static boolean isOneOf(Tokens tokens, int token, Set<String> words) {
        return tokens.kind(token) == TokenKind.WORD && words.contains(tokens.name(token));
    }

    private static boolean isTableQuery(Tokens tokens, int token) {
        if (!tokens.is(token, "table")) {
            return false;
        }
        return token == 0
                || tokens.is(token - 1, ';')
                || tokens.is(token - 1, '(')
                || tokens.is(token - 1, ')')
                || isOneOf(tokens, token - 1, BEFORE_TABLE);
    }

    /** Whether a name holds a line end, which a printed tree does not tell from its own. */
    static boolean hasBrokenName(Tokens tokens) {
        for (int i = 0; i < tokens.count(); i++) {
            TokenKind kind = tokens.kind(i);
            if ((kind == TokenKind.QUOTED_IDENTIFIER || kind == TokenKind.UNICODE_IDENTIFIER)
                    && tokens.name(i).indexOf('\n') >= 0) {
                return true;
            }
        }
        return false;
    }
}
