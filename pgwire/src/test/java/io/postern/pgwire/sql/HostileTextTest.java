package io.postern.pgwire.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts an attacker would choose. A quadratic reader would need hours for those of a megabyte. */
class HostileTextTest {

    private static final int SIZE = 1 << 20;
    private static final LexerLimits WIDE = new LexerLimits(SIZE, SIZE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+-",
                "-+",
                "*",
                "+/**/",
                "*+/**/",
                "@",
                "<+",
                "'a'\n",
                "'a' \n\r",
                "'a'--\n",
                "$a$",
                "$a$b",
                "$$",
                "$",
                "$ab ",
                "/*",
                "/*/",
                "*/",
                "/",
                "'",
                "''",
                "\"",
                "\"a\"",
                "E'\\",
                "U&'a'\n",
                "U&\"a\"",
                "U&\"a\" ",
                "U&\"a\"/**/--\n",
                "U&\"a\"uescape'!'",
                "U&'a'uescape",
                "1_",
                "1_0",
                "0x1",
                "0x1 ",
                "1_0$",
                "1e1",
                "B'0'\n",
                "(",
                "[",
                "1.",
                "1..",
                "1 ",
                "9",
                ".",
                ":",
                "$1 ",
                "$1",
                "é",
                "--",
                "--\n",
                " ",
                "a ",
                "'a'\n\n\n\n/**/"
            })
    void megabytesOfOneThingAreReadInLinearWork(String unit) throws LexicalError {
        SqlText text = SqlText.of(unit.repeat(SIZE / unit.getBytes(StandardCharsets.UTF_8).length));

        int seen;
        try {
            seen = SqlLexer.lex(text, WIDE).count();
        } catch (LexicalError e) {
            seen = e.position();
        }

        assertThat(seen).isBetween(0, SIZE);
    }

    @Test
    void aRunOfSignsIsOneTokenEach() throws LexicalError {
        Tokens tokens = SqlLexer.lex(SqlText.of("+-".repeat(SIZE / 2)), WIDE);

        assertThat(tokens.count()).isEqualTo(SIZE);
    }

    @Test
    void aStringContinuedManyTimesIsOneToken() throws LexicalError {
        assertThat(SqlLexer.lex(SqlText.of("'a'\n".repeat(SIZE / 4)), WIDE).count())
                .isEqualTo(1);
    }

    @Test
    void longDollarTagsThatNearlyMatchAreReadOnce() throws LexicalError {
        String tag = "a".repeat(1000);
        String text = "$" + tag + "$" + ("$" + "a".repeat(999)).repeat(1000) + "$" + tag + "$";

        assertThat(SqlLexer.lex(SqlText.of(text), WIDE).count()).isEqualTo(1);
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(20261120);
        int read = 0;
        byte[] alphabet = "ab$'\"\\/*-+@=<>.:;,()[]uUeExX&_0! \n\t\r12&_?\u00e9".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = round % 4 == 0 ? (byte) random.nextInt(256) : alphabet[random.nextInt(alphabet.length)];
            }
            if (isRead(bytes)) {
                read++;
            }
        }

        assertThat(read).isPositive();
    }

    private static boolean isRead(byte[] bytes) {
        try {
            Tokens tokens = SqlLexer.lex(SqlText.of(bytes), LexerLimits.DEFAULT);
            assertTokensCoverTheText(bytes, tokens);
            assertTokensHaveAShape(bytes, tokens);
            return true;
        } catch (LexicalError | InvalidSqlText e) {
            return false;
        }
    }

    private static void assertTokensHaveAShape(byte[] bytes, Tokens tokens) {
        if (Shape.of(tokens).length() < tokens.count()
                || Fingerprint.of(tokens).hex().length() != 64) {
            throw new AssertionError("no shape for " + HexFormat.of().formatHex(bytes));
        }
    }

    private static void assertTokensCoverTheText(byte[] bytes, Tokens tokens) {
        int end = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.start(i) < end || tokens.end(i) <= tokens.start(i) || tokens.end(i) > bytes.length) {
                throw new AssertionError(
                        "token " + i + " is out of order in " + HexFormat.of().formatHex(bytes));
            }
            end = tokens.end(i);
        }
    }
}
