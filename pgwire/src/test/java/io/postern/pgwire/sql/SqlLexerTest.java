package io.postern.pgwire.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLexerTest {

    static List<Arguments> texts() {
        return List.of(
                // words
                row("select a_1$x", "w<select>", "w<a_1$x>"),
                row("été ſ \u212A", "w<été>", "w<ſ>", "w<\u212A>"),
                row("a\u00A0b", "w<a\u00A0b>"),
                row("\uFEFFselect", "w<\uFEFFselect>"),
                row("a\u2003b\u3000c", "w<a\u2003b\u3000c>"),
                row("e b x n u", "w<e>", "w<b>", "w<x>", "w<n>", "w<u>"),
                row("u & 'a'", "w<u>", "op<&>", "s<'a'>"),
                row("u&1", "w<u>", "op<&>", "i<1>"),
                row("uu&'a'", "w<uu>", "op<&>", "s<'a'>"),
                row("xb'1'", "w<xb>", "s<'1'>"),
                // white space
                row(" \t\n\r\f\u000Ba\r\nb\u000Bc ", "w<a>", "w<b>", "w<c>"),
                row(""),
                row(" \n"),
                // line comments end at either line end
                row("a -- b\nc", "w<a>", "w<c>"),
                row("a -- b\rc", "w<a>", "w<c>"),
                row("a --", "w<a>"),
                row("a -- b\u2028c", "w<a>"),
                row("a--b /*\nc", "w<a>", "w<c>"),
                // block comments nest
                row("a/**/b", "w<a>", "w<b>"),
                row("a /* x /* y */ b */ c", "w<a>", "w<c>"),
                row("a /*/ b */ c", "w<a>", "w<c>"),
                row("a /*/**/ b */ c", "w<a>", "w<c>"),
                row("a /***/ b /****/ c", "w<a>", "w<b>", "w<c>"),
                row("a /*//**/ b */ c", "w<a>", "w<c>"),
                row("a /* ' */ b", "w<a>", "w<b>"),
                row("a /* -- */ b", "w<a>", "w<b>"),
                row("a /* $$ */ b", "w<a>", "w<b>"),
                row("'/*' a '*/'", "s<'/*'>", "w<a>", "s<'*/'>"),
                // strings
                row("''", "s<''>"),
                row("'it''s'", "s<'it''s'>"),
                row("'\\'", "s<'\\'>"),
                row("'a' 'b'", "s<'a'>", "s<'b'>"),
                row("'a'\n'b'", "s<'a'\n'b'>"),
                row("'a'\r'b'", "s<'a'\r'b'>"),
                row("'a' \t-- note ' \n\f -- more\n 'b'", "s<'a' \t-- note ' \n\f -- more\n 'b'>"),
                row("'a'\u000B\n\u000B'b'", "s<'a'\u000B\n\u000B'b'>"),
                row("'a'\u000B'b'", "s<'a'>", "s<'b'>"),
                row("-- a\u000Bb\nc", "w<c>"),
                row("'a' -- note 'b'", "s<'a'>"),
                row("'a'\n/**/'b'", "s<'a'>", "s<'b'>"),
                row("'a'\nb", "s<'a'>", "w<b>"),
                row("'a'\n-1", "s<'a'>", "<->", "i<1>"),
                row("'a'\n--", "s<'a'>"),
                row("'a'\nE'b'", "s<'a'>", "es<E'b'>"),
                row("E'a'\n'\\'b'", "es<E'a'\n'\\'b'>"),
                row("E'\\' FROM pub --' , x", "es<E'\\' FROM pub --'>", "<,>", "w<x>"),
                row("e'\\\\' a", "es<e'\\\\'>", "w<a>"),
                row("E'\\\\''' a", "es<E'\\\\'''>", "w<a>"),
                row("E'\\47\\x27\\u0027\\U00000027'", "es<E'\\47\\x27\\u0027\\U00000027'>"),
                row("E'\\uD83D\\uDE00\\uD83D\\U0000DE00'", "es<E'\\uD83D\\uDE00\\uD83D\\U0000DE00'>"),
                row("E'\\é'", "es<E'\\é'>"),
                row("N'a' n'b'", "ns<N'a'>", "ns<n'b'>"),
                row("N'a'\n'b'", "ns<N'a'\n'b'>"),
                row("B'01' x'1F'", "bs<B'01'>", "xs<x'1F'>"),
                row("B'0''1'", "bs<B'0'>", "s<'1'>"),
                row("B'0'\n'1'", "bs<B'0'\n'1'>"),
                row("U&'\\0061\\+01F600\\\\'", "us<U&'\\0061\\+01F600\\\\'>"),
                row("u&'\\00'\n'61'", "us<u&'\\00'\n'61'>"),
                row("u&'\\D83D'\n'\\DE00'", "us<u&'\\D83D'\n'\\DE00'>"),
                row("U&'a''b'", "us<U&'a''b'>"),
                row("U&'a' uescapes", "us<U&'a'>", "w<uescapes>"),
                row("U&'a' \"uescape\"", "us<U&'a'>", "q<\"uescape\">"),
                row("U&'!0061' UESCAPE '!' b", "us<U&'!0061' UESCAPE '!'>", "w<b>"),
                row("U&'\\zz'/**/uEsCaPe'!'", "us<U&'\\zz'/**/uEsCaPe'!'>"),
                row("U&'a'--x\nuescape -- '\n ''\n'!'", "us<U&'a'--x\nuescape -- '\n ''\n'!'>"),
                row("U&'!'\n'0061' uescape '!'", "us<U&'!'\n'0061' uescape '!'>"),
                row("U&'!!a' uescape E'!'", "us<U&'!!a' uescape E'!'>"),
                row("U&'a' uescape $x$!$x$ $$!$$", "us<U&'a' uescape $x$!$x$>", "ds<$$!$$>"),
                row("U&'a' uescape '\\'", "us<U&'a' uescape '\\'>"),
                row("U&'a' uescape '!' uescape '!'", "us<U&'a' uescape '!'>", "w<uescape>", "s<'!'>"),
                row("U&\"!0061\" uescape '!'", "uq<U&\"!0061\" uescape '!'>"),
                row("'a' uescape '!'", "s<'a'>", "w<uescape>", "s<'!'>"),
                // dollar quotes
                row("$$a$$", "ds<$$a$$>"),
                row("$$$$", "ds<$$$$>"),
                row("$a$ ' $b$ $$ $a $ $A$ $a$", "ds<$a$ ' $b$ $$ $a $ $A$ $a$>"),
                row("$a$$b$a$", "ds<$a$$b$a$>"),
                row("$a$$$a$b", "ds<$a$$$a$>", "w<b>"),
                row("$é1$x$é$y$é1$", "ds<$é1$x$é$y$é1$>"),
                row("$$a$$$$b$$", "ds<$$a$$>", "ds<$$b$$>"),
                row("a$$b", "w<a$$b>"),
                row("a$b$c", "w<a$b$c>"),
                row("1$a$x$a$", "i<1>", "ds<$a$x$a$>"),
                // parameters
                row("$1", "p<$1>"),
                row("$1$2", "p<$1>", "p<$2>"),
                row("$1$a$x$a$", "p<$1>", "ds<$a$x$a$>"),
                row("1$1", "i<1>", "p<$1>"),
                row("1e+5$1", "n<1e+5>", "p<$1>"),
                row("'$1'", "s<'$1'>"),
                // numbers
                row("0 42 2147483647 2147483648", "i<0>", "i<42>", "i<2147483647>", "n<2147483648>"),
                row(
                        "1. .5 1.5 1e3 1E-3 1.e+3 .5e1",
                        "n<1.>",
                        "n<.5>",
                        "n<1.5>",
                        "n<1e3>",
                        "n<1E-3>",
                        "n<1.e+3>",
                        "n<.5e1>"),
                row("1..2", "i<1>", "dots<..>", "i<2>"),
                row("1...2", "i<1>", "dots<..>", "n<.2>"),
                row("1.5..2", "n<1.5>", "dots<..>", "i<2>"),
                row("1.5.2", "n<1.5>", "n<.2>"),
                row("a.1", "w<a>", "n<.1>"),
                row("-1", "<->", "i<1>"),
                row("00000000000000000000001", "i<00000000000000000000001>"),
                row("1_000 0_1 1_000.000_1 .5_0", "i<1_000>", "i<0_1>", "n<1_000.000_1>", "n<.5_0>"),
                row("1e1_0 1_0E+1_0 1_0.", "n<1e1_0>", "n<1_0E+1_0>", "n<1_0.>"),
                row("1_0..2", "i<1_0>", "dots<..>", "i<2>"),
                row("0x1F 0X_1f 0x1_F", "i<0x1F>", "i<0X_1f>", "i<0x1_F>"),
                row("0o17 0O_7 0b101 0B_1_0", "i<0o17>", "i<0O_7>", "i<0b101>", "i<0B_1_0>"),
                row("0x7FFFFFFF 0x8000_0000", "i<0x7FFFFFFF>", "n<0x8000_0000>"),
                row("0o17777777777 0o20000000000", "i<0o17777777777>", "n<0o20000000000>"),
                row(
                        "0b" + "1".repeat(31) + " 0b1" + "0".repeat(31),
                        "i<0b" + "1".repeat(31) + ">",
                        "n<0b1" + "0".repeat(31) + ">"),
                row("2_147_483_647 2_147_483_648", "i<2_147_483_647>", "n<2_147_483_648>"),
                row("0x1e5 0x1e+5", "i<0x1e5>", "i<0x1e>", "<+>", "i<5>"),
                row("0x1F.5 0b1..2", "i<0x1F>", "n<.5>", "i<0b1>", "dots<..>", "i<2>"),
                row("._5", "<.>", "w<_5>"),
                // operators
                row("a<=b>=c<>d!=e", "w<a>", "op<<=>", "w<b>", "op<>=>", "w<c>", "op<<>>", "w<d>", "op<!=>", "w<e>"),
                row("a=-1", "w<a>", "<=>", "<->", "i<1>"),
                row("a<-1", "w<a>", "<<>", "<->", "i<1>"),
                row("a!=-1", "w<a>", "op<!=->", "i<1>"),
                row("a@-1", "w<a>", "op<@->", "i<1>"),
                row("*+-", "<*>", "<+>", "<->"),
                row("+-+", "<+>", "<->", "<+>"),
                row("<=+-", "op<<=>", "<+>", "<->"),
                row("<-@+", "op<<-@+>"),
                row("*/*c*/-", "<*>", "<->"),
                row("+/*c*/+", "<+>", "<+>"),
                row("@/*c*/@", "op<@>", "op<@>"),
                row("@-/**/", "op<@->"),
                row("=/**/>", "<=>", "<>>"),
                row("@--c", "op<@>"),
                row("=--c\n>", "<=>", "<>>"),
                row("=> = >", "arrow<=>>", "<=>", "<>>"),
                row("=>-1", "arrow<=>>", "<->", "i<1>"),
                row("=>>", "op<=>>>"),
                row("~ ! @ # & | ` ?", "op<~>", "op<!>", "op<@>", "op<#>", "op<&>", "op<|>", "op<`>", "op<?>"),
                row("a::b", "w<a>", "cast<::>", "w<b>"),
                row("a:=b", "w<a>", "assign<:=>", "w<b>"),
                row(":::=", "cast<::>", "assign<:=>"),
                row("::=", "cast<::>", "<=>"),
                row("[1:2]", "<[>", "i<1>", "<:>", "i<2>", "<]>"),
                row("(a,b).c;", "<(>", "w<a>", "<,>", "w<b>", "<)>", "<.>", "w<c>", "<;>"),
                row("a ->> 'b' #>> '{c}'", "w<a>", "op<->>>", "s<'b'>", "op<#>>>", "s<'{c}'>"),
                row("@".repeat(63), "op<" + "@".repeat(63) + ">"),
                // quoted identifiers
                row("\"a b\"", "q<\"a b\">"),
                row("\"a\"\"b\"", "q<\"a\"\"b\">"),
                row("\"a\"\n\"b\"", "q<\"a\">", "q<\"b\">"),
                row("\"--\" \"/*\" \"'\"", "q<\"--\">", "q<\"/*\">", "q<\"'\">"),
                row("U&\"\\0061b\"", "uq<U&\"\\0061b\">"),
                row("U&\"d\"\"e\"", "uq<U&\"d\"\"e\">"));
    }

    private static Arguments row(String text, String... tokens) {
        return Arguments.of(text, List.of(tokens));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void readsWhatPostgresReads(String text, List<String> expected) {
        assertThat(Lexing.printed(Lexing.lex(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a /* b",
                "a /* /* */",
                "/*/",
                "'a",
                "'a''",
                "'a'\n'b",
                "E'a\\'",
                "E'a\\",
                "B'0",
                "x'0",
                "N'a",
                "U&'a",
                "\"a",
                "\"a\"\"",
                "U&\"a",
                "$$a",
                "$a$ $b$",
                "$a$ $A$",
                "$a $a$",
                "$",
                "$a",
                "$é",
                "\"\"",
                "U&\"\"",
                "a\u0001b",
                "{",
                "}",
                "a\\b",
                "1a",
                "1_",
                "1__0",
                "1_.5",
                "1._5",
                "1.5_",
                "1e_1",
                "1e1_",
                "1_a",
                "1_0$1",
                "1.5_0$1",
                "1e+5_0$1",
                "1_0$a$x$a$",
                "0x",
                "0x ",
                "0x_",
                "0xg",
                "0x1F_",
                "0x1__F",
                "0x1Fg",
                "0x1F$1",
                "0o",
                "0o8",
                "0o18",
                "0o7e1",
                "0b",
                "0b2",
                "0b12",
                "0b0x",
                "0b1$1",
                "00x1",
                "0a",
                "1e",
                "1e+",
                "1.5e",
                "1.a",
                "1é",
                "1e5x",
                "1e5$1",
                ".5e5$a$x$a$",
                ".5x",
                "$1a",
                "$1_",
                "$1_0",
                "$1é",
                "$2147483648",
                "$99999999999999999999",
                "E'\\u12'",
                "E'\\u'",
                "E'\\U0000004'",
                "E'\\u0000'",
                "E'\\UFFFFFFFF'",
                "E'\\U00110000'",
                "E'\\uD83D'",
                "E'\\uD83Dx'",
                "E'\\uDE00'",
                "E'\\uD83D\\uD83D'",
                "E'\\uD83D'\n'\\uDE00'",
                "U&'\\'",
                "U&'\\12'",
                "U&'\\+12345'",
                "U&'\\0000'",
                "U&'\\+110000'",
                "U&'\\D83D'",
                "U&'\\DE00'",
                "U&'\\D83Dx'",
                "U&'\\D83D\\\\'",
                "U&'\\D83D\\0061'",
                "U&\"\\\"",
                "U&\"\\zzzz\"",
                "U&'a' uescape",
                "U&'a' uescape /*",
                "U&'a' uescape --",
                "U&'a' uescape x",
                "U&'a' uescape 1",
                "U&'a' uescape $1",
                "U&'a' uescape N'!'",
                "U&'a' uescape B'1'",
                "U&'a' uescape U&'!'",
                "U&'a' uescape \"!\"",
                "U&'a' uescape ''",
                "U&'a' uescape ''/**/'!'",
                "U&'a' uescape '!!'",
                "U&'a' uescape ''''",
                "U&'a' uescape '\"'",
                "U&'a' uescape '+'",
                "U&'a' uescape ' '",
                "U&'a' uescape '\u000B'",
                "U&'a' uescape 'F'",
                "U&'a' uescape '1'",
                "U&'a' uescape 'é'",
                "U&'a' uescape $$$$",
                "U&'a' uescape '!",
                "U&'a' uescape E'\\!'",
                "U&'a' uescape E'\\''",
                "U&'a' uescape E'\\'a'",
                "U&'!zz' uescape '!'",
                "U&'!' uescape '!'",
                "U&'!D83D' uescape '!'",
                "U&\"!0000\" uescape '!'",
                "U&\"\" uescape '!'"
            })
    void refusesWhatIsNoToken(String text) {
        LexicalError error =
                catchThrowableOfType(LexicalError.class, () -> SqlLexer.lex(SqlText.of(text), LexerLimits.DEFAULT));

        assertThat(error).isNotNull();
        assertThat(error.sqlState()).isEqualTo("42601");
        assertThat(error.position()).isBetween(0, text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(error.getStackTrace()).isEmpty();
    }

    @Test
    void refusesAnOperatorOf64Bytes() {
        LexicalError error = catchThrowableOfType(
                LexicalError.class, () -> SqlLexer.lex(SqlText.of("@".repeat(64)), LexerLimits.DEFAULT));

        assertThat(error).hasMessage("operator too long");
    }

    @Test
    void errorsNeverQuoteTheText() {
        LexicalError error = catchThrowableOfType(
                LexicalError.class, () -> SqlLexer.lex(SqlText.of("select 'geheim"), LexerLimits.DEFAULT));

        assertThat(error.getMessage()).doesNotContain("geheim");
        assertThat(error.position()).isEqualTo(7);
    }

    @Test
    void limitsAreProgramLimits() {
        SqlText text = SqlText.of("select 1, 2");

        LexicalError tokens =
                catchThrowableOfType(LexicalError.class, () -> SqlLexer.lex(text, new LexerLimits(100, 3)));
        LexicalError bytes =
                catchThrowableOfType(LexicalError.class, () -> SqlLexer.lex(text, new LexerLimits(10, 100)));

        assertThat(tokens.sqlState()).isEqualTo("54000");
        assertThat(bytes.sqlState()).isEqualTo("54000");
    }

    @Test
    void atTheLimitsIsStillRead() throws LexicalError {
        assertThat(SqlLexer.lex(SqlText.of("select 1, 2"), new LexerLimits(11, 4))
                        .count())
                .isEqualTo(4);
    }

    @Test
    void offsetsAreBytesNotCharacters() {
        Tokens tokens = Lexing.lex("é '😀' x");

        assertThat(tokens.start(1)).isEqualTo(3);
        assertThat(tokens.end(1)).isEqualTo(9);
        assertThat(tokens.text(2)).isEqualTo("x");
    }

    static List<Arguments> names() {
        return List.of(
                Arguments.of("SELECT", "select"),
                Arguments.of("İSTANBUL", "İstanbul"),
                Arguments.of("\u212AEY", "\u212Aey"),
                Arguments.of("ÉTÉ", "ÉtÉ"),
                Arguments.of("\"Mixed Case\"", "Mixed Case"),
                Arguments.of("\"a\"\"b\"", "a\"b"),
                Arguments.of("U&\"d\\0061t\\+000061\\\\\"", "data\\"),
                Arguments.of("U&\"\\D83D\\DE00\"", "😀"),
                Arguments.of("U&\"!0061\\\"\"!!\" UESCAPE '!'", "a\\\"!"),
                Arguments.of("U&\"?D83D?+00DE00\"/* \" */uescape\n''\n'?'", "😀"),
                Arguments.of("U&\"$0061\" uescape $x$$$x$", "a"),
                Arguments.of("a".repeat(63), "a".repeat(63)),
                Arguments.of("A".repeat(70), "a".repeat(63)),
                Arguments.of("a".repeat(62) + "é", "a".repeat(62)),
                Arguments.of("\"" + "a".repeat(61) + "éé\"", "a".repeat(61) + "é"),
                Arguments.of("\"" + "a".repeat(60) + "😀\"", "a".repeat(60)),
                Arguments.of("U&\"" + "\\0061".repeat(70) + "\"", "a".repeat(63)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesAreFoldedDecodedAndCutAsPostgresDoes(String spelled, String name) {
        assertThat(Lexing.lex(spelled).name(0)).isEqualTo(name);
    }

    @Test
    void onlyWordsAreKeywords() {
        Tokens tokens = Lexing.lex("SELECT \"select\" U&\"select\" 'select' \u017Felect ;");

        assertThat(tokens.is(0, "select")).isTrue();
        assertThat(tokens.is(1, "select")).isFalse();
        assertThat(tokens.is(2, "select")).isFalse();
        assertThat(tokens.is(3, "select")).isFalse();
        assertThat(tokens.is(4, "select")).isFalse();
        assertThat(tokens.is(5, ';')).isTrue();
        assertThat(tokens.is(0, ';')).isFalse();
    }

    @Test
    void constantsAreNumberedAsSlots() {
        Tokens tokens = Lexing.lex("select 1, $1, 'a'\n'b', $$x$$");

        assertThat(tokens.slotCount()).isEqualTo(3);
        assertThat(tokens.slot(0)).isEqualTo(-1);
        assertThat(tokens.slot(1)).isEqualTo(0);
        assertThat(tokens.slot(3)).isEqualTo(-1);
        assertThat(tokens.tokenOfSlot(1)).isEqualTo(5);
        assertThat(new String(tokens.slotBytes(1), StandardCharsets.UTF_8)).isEqualTo("'a'\n'b'");
    }
}
