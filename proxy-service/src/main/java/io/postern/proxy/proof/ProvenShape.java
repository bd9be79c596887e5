package io.postern.proxy.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.postern.pgwire.Bytes;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.Digest;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.StatementText;

/** What a proof is remembered by: everything that PostgreSQL's analysis can depend on, but for the values of constants. */
final class ProvenShape {

    private static final int INT8_BITS = 63;

    private ProvenShape() {}

    static Bytes of(
            Standpoint standpoint, Decision decision, ProofTerms terms, StatementText text, List<Long> parameterTypes) {
        Digest digest = new Digest("proven shape")
                .text(standpoint.database())
                .text(standpoint.role())
                .texts(standpoint.searchPath())
                .text(standpoint.catalogVersion())
                .text(decision.versions().policy())
                .text(text.fingerprint());
        digest.number(parameterTypes.size());
        parameterTypes.forEach(digest::number);
        digest.number(decision.edits().size());
        for (TokenEdit edit : decision.edits()) {
            digest.number(edit.from()).number(edit.to()).text(edit.replacement());
        }
        digest.number(decision.guardedColumns().size());
        decision.guardedColumns()
                .forEach(column -> digest.number(column.relationOid()).number(column.columnNumber()));
        terms(digest, terms);
        constants(digest, text.tokens());
        return Bytes.of(digest.sum());
    }

    private static void terms(Digest digest, ProofTerms terms) {
        digest.number(terms.guarded().size());
        terms.guarded().forEach(source -> digest.number(source.relationOid()).text(source.sql()));
        digest.number(terms.queries().size());
        for (ProofTerms.Query query : terms.queries()) {
            digest.number(query.from())
                    .number(query.to())
                    .texts(query.parameterTypes())
                    .text(query.verb().name());
            digest.number(query.relations().size());
            query.relations().keySet().stream()
                    .sorted()
                    .forEach(relation -> digest.number(relation)
                            .texts(query.relations().getOrDefault(relation, Set.of()).stream()
                                    .map(Enum::name)
                                    .sorted()
                                    .toList()));
            digest.number(query.functionOids().size());
            query.functionOids().stream().sorted().forEach(digest::number);
            digest.number(query.typeOids().size());
            query.typeOids().stream().sorted().forEach(digest::number);
        }
    }

    /** A number that is no int4 may be an int8 or a numeric, which are other functions' arguments. */
    private static void constants(Digest digest, Tokens tokens) {
        for (int slot = 0; slot < tokens.slotCount(); slot++) {
            int token = tokens.tokenOfSlot(slot);
            if (tokens.kind(token) == TokenKind.NUMERIC) {
                digest.number(isInt8(tokens.text(token)) ? 8 : 0);
            }
        }
    }

    private static boolean isInt8(String number) {
        String digits = number.replace("_", "").toLowerCase(Locale.ROOT);
        int radix = 10;
        if (digits.length() > 2 && digits.charAt(0) == '0' && Character.isLetter(digits.charAt(1))) {
            radix = digits.charAt(1) == 'x' ? 16 : digits.charAt(1) == 'o' ? 8 : 2;
            digits = digits.substring(2);
        }
        if (digits.length() > INT8_BITS) {
            return false;
        }
        try {
            return new BigInteger(digits, radix).bitLength() <= INT8_BITS;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
