package io.postern.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.pgsql.read.DescentParser;
import io.postern.pgwire.sql.Fingerprint;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.pgwire.sql.TokenEdits;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.Shop;

/** A decision is reused for other constants in free slots, so none of them may change what the analysis says. */
class FreeConstantsTest {

    private static final Logger LOG = LoggerFactory.getLogger(FreeConstantsTest.class);
    private static final int ROUNDS = 12;
    private static final Analyser ANALYSER = new PostgresAnalyser(new DescentParser());

    private static final List<String> STRINGS = List.of(
            "''",
            "'secret'",
            "'public.customers'",
            "'pg_sleep'",
            "'now'",
            "'2026-11-20'",
            "'{\"a\": 1}'",
            "'{1,2}'",
            "'a''b'",
            "'; drop table orders'",
            "'\\'",
            "'-- '",
            "'é€😀'");
    private static final List<String> INTEGERS = List.of("0", "1", "2", "16391", "2147483647");
    private static final List<String> NUMERICS = List.of("1.5", "2147483648", "1e10", "0.0", "99999999999999999999");

    private static Analysis analyse(Tokens tokens) {
        return ANALYSER.analyse(tokens, new AnalysisContext(Shop.CATALOG, Shop.SEARCH_PATH));
    }

    private static List<String> statements() {
        List<String> statements = new ArrayList<>(PostgresAnalyserTest.ordinary());
        PostgresAnalyserTest.cases().forEach(test -> statements.add(test.sql()));
        return statements;
    }

    @Test
    void otherConstantsInFreeSlotsGiveAnEqualAnalysis() {
        Random random = new Random(20_261_120);
        int slots = 0;
        int free = 0;
        int changed = 0;
        for (String sql : statements()) {
            Tokens tokens = Shop.lex(sql);
            if (!(analyse(tokens) instanceof Analysis.Understood understood)) {
                continue;
            }
            slots += tokens.slotCount();
            free += understood.freeSlots().size();
            for (int round = 0; round < ROUNDS; round++) {
                List<TokenEdit> edits = otherConstants(tokens, understood.freeSlots(), random);
                String other = TokenEdits.apply(tokens.sql(), tokens, edits).asString();
                Tokens others = Shop.lex(other);
                changed += edits.size();
                assertThat(Fingerprint.of(others)).isEqualTo(Fingerprint.of(tokens));
                assertThat(lines(others)).as(other).isEqualTo(lines(tokens));
                assertThat(((Analysis.Understood) analyse(others)).freeSlots()).isEqualTo(understood.freeSlots());
            }
        }

        LOG.atInfo()
                .addKeyValue("constants", slots)
                .addKeyValue("free", free)
                .addKeyValue("replaced", changed)
                .log("constants replaced");
        assertThat(changed).isGreaterThan(1_000);
    }

    private static Object lines(Tokens tokens) {
        var lines = new AnalysisText(Shop.CATALOG, tokens).lines(analyse(tokens));
        lines.remove("free");
        return lines;
    }

    private static List<TokenEdit> otherConstants(Tokens tokens, Set<Integer> free, Random random) {
        List<TokenEdit> edits = new ArrayList<>();
        for (int slot : free) {
            int token = tokens.tokenOfSlot(slot);
            List<String> values = switch (tokens.kind(token)) {
                case STRING -> STRINGS;
                case INTEGER -> INTEGERS;
                case NUMERIC -> NUMERICS;
                case ESCAPE_STRING,
                        UNICODE_STRING,
                        NATIONAL_STRING,
                        BIT_STRING,
                        HEX_STRING,
                        DOLLAR_STRING,
                        WORD,
                        QUOTED_IDENTIFIER,
                        UNICODE_IDENTIFIER,
                        PARAMETER,
                        OPERATOR,
                        TYPECAST,
                        DOT_DOT,
                        COLON_EQUALS,
                        EQUALS_GREATER,
                        SELF -> List.of(tokens.text(token));
            };
            edits.add(new TokenEdit(token, token + 1, values.get(random.nextInt(values.size()))));
        }
        edits.sort(Comparator.comparingInt(TokenEdit::from));
        return edits;
    }
}
