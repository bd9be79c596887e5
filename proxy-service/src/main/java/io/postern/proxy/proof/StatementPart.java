package io.postern.proxy.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
            if (!inside[i] && tokens.kind(i) == TokenKind.WORD && BEGINNINGS.contains(tokens.name(i))) {
                return true;
            }
        }
        return false;
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
