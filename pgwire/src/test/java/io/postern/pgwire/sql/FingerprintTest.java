package io.postern.pgwire.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    private static final String[] CODE = {
        "select",
        "a",
        "B1",
        "\"a\"",
        "\"Ä b\"",
        "U&\"\\0061x\"",
        "U&\"!0062x\" uescape '!'",
        "$1",
        "$23",
        "(",
        ")",
        ",",
        ";",
        ".",
        "[",
        "]",
        ":",
        "::",
        ":=",
        "=>",
        "..",
        "+",
        "-",
        "*",
        "<=",
        "<>",
        "!=",
        "@@",
        "->>",
        "é",
        "from"
    };
    private static final String[] CONSTANTS = {
        "i|1",
        "i|2",
        "i|2147483647",
        "i|0x_7F",
        "i|1_0",
        "n|1.5",
        "n|.5",
        "n|3e5",
        "n|99999999999",
        "s|'x'",
        "s|'y''z'",
        "s|''",
        "e|E'\\''",
        "e|E'a'",
        "u|U&'\\0061'",
        "u|U&'b'",
        "u|U&'!0061'/**/uescape\n'!'",
        "c|N'a'",
        "c|n''",
        "b|B'0'",
        "b|b'11'",
        "x|X'1F'",
        "x|x''",
        "d|$$a$$",
        "d|$t$ $$ $t$"
    };
    private static final String[] GAPS = {
        " ", "\n", "\t ", "\u000B", "/* c */", " /* a /* b */ ' */\f", " -- it's\n", "\r\n"
    };

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            select a from t where b = 1     ~ SELECT  A/**/FROM t WHERE b=22 -- x
            select 'a'                      ~ select ''
            select "a"                      ~ select U&"\\0061"
            select $1                       ~ select $01
            select "a"                      ~ select U&"!0061" uescape '!'
            select U&"!0061" uescape '!'    ~ select U&"?0061" /* c */ uescape $$?$$
            select U&'a'                    ~ select U&'!0061' uescape '!'
            select 1                        ~ select 0x_1F
            select 1                        ~ select 1_000
            select 1.5                      ~ select 1_0e1_0
            select 2147483648               ~ select 0xFFFFFFFF
            """)
    void sameShapesHaveTheSameFingerprint(String one, String other) {
        assertThat(Lexing.fingerprint(one)).isEqualTo(Lexing.fingerprint(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            select a                        ~ select "a"
            select U&"!0061"                ~ select U&"!0061" uescape '!'
            select 0x7FFFFFFF               ~ select 0x80000000
            select user                     ~ select "user"
            select "user"                   ~ select "USER"
            select 1                        ~ select 1.0
            select 1                        ~ select 2147483648
            select 1                        ~ select '1'
            select 'a'                      ~ select E'a'
            select 'a'                      ~ select $$a$$
            select 'a'                      ~ select N'a'
            select 'a' 'b'                  ~ select 'a'
            select $1                       ~ select $2
            select $1                       ~ select 1
            select a b                      ~ select ab
            select a <> b                   ~ select a != b
            select a < > b                  ~ select a <> b
            select a                        ~ select a;
            select ſ                        ~ select s
            select \u212A                        ~ select k
            select - 1                      ~ select 1
            """)
    void differentShapesHaveDifferentFingerprints(String one, String other) {
        assertThat(Lexing.fingerprint(one)).isNotEqualTo(Lexing.fingerprint(other));
    }

    @Test
    void namesCutTo63BytesAreTheSameName() {
        assertThat(Lexing.fingerprint("a".repeat(63) + "b")).isEqualTo(Lexing.fingerprint("A".repeat(63) + "c"));
    }

    @Test
    void whiteSpaceCommentsAndValuesDoNotCountAndEverythingElseDoes() {
        Random random = new Random(4711);
        for (int round = 0; round < 3_000; round++) {
            List<String> tokens = randomTokens(random);
            String print = Lexing.fingerprint(joined(tokens, random));

            assertThat(Lexing.fingerprint(joined(tokens, random))).isEqualTo(print);
            assertThat(Lexing.fingerprint(joined(otherValues(tokens, random), random)))
                    .isEqualTo(print);
            assertThat(Lexing.fingerprint(joined(oneOtherToken(tokens, random), random)))
                    .as("of %s", tokens)
                    .isNotEqualTo(print);
        }
    }

    @Test
    void isOnly64HexadecimalDigits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint("00"));
    }

    private static List<String> randomTokens(Random random) {
        List<String> tokens = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            tokens.add(any(random));
        }
        return tokens;
    }

    private static String any(Random random) {
        return random.nextBoolean() ? CODE[random.nextInt(CODE.length)] : CONSTANTS[random.nextInt(CONSTANTS.length)];
    }

    private static List<String> otherValues(List<String> tokens, Random random) {
        List<String> others = new ArrayList<>();
        for (String token : tokens) {
            String other = token;
            if (isConstant(token)) {
                do {
                    other = CONSTANTS[random.nextInt(CONSTANTS.length)];
                } while (other.charAt(0) != token.charAt(0));
            }
            others.add(other);
        }
        return others;
    }

    private static List<String> oneOtherToken(List<String> tokens, Random random) {
        List<String> others = new ArrayList<>(tokens);
        int at = random.nextInt(tokens.size());
        String old = tokens.get(at);
        switch (random.nextInt(3)) {
            case 0 -> others.remove(at);
            case 1 -> others.add(at, any(random));
            default -> {
                String other;
                do {
                    other = any(random);
                } while (other.equals(old)
                        || (isConstant(other) && other.charAt(0) == old.charAt(0) && isConstant(old)));
                others.set(at, other);
            }
        }
        return others;
    }

    private static boolean isConstant(String token) {
        return token.length() > 1 && token.charAt(1) == '|';
    }

    /** Never joins two strings: a block comment on a line of its own ends a string for good. */
    private static String joined(List<String> tokens, Random random) {
        StringBuilder text = new StringBuilder();
        for (String token : tokens) {
            text.append(GAPS[random.nextInt(GAPS.length)]).append("/**/");
            text.append(isConstant(token) ? token.substring(2) : token);
        }
        return text.append(GAPS[random.nextInt(GAPS.length)]).toString();
    }
}
