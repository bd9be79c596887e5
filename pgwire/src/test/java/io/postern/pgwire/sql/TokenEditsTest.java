package io.postern.pgwire.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;

class TokenEditsTest {

    @Test
    void replacesTokensAndKeepsEveryOtherByte() {
        String result = apply("SELECT *\tFROM/*x*/customers  c -- é\n;", new TokenEdit(3, 4, "(SELECT 1)"));

        assertThat(result).isEqualTo("SELECT *\tFROM/*x*/ (SELECT 1)  c -- é\n;");
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(apply("select 'é😀', a from t", new TokenEdit(3, 4, "mask(a)")))
                .isEqualTo("select 'é😀', mask(a) from t");
    }

    @Test
    void neverGluesToItsNeighbours() {
        assertThat(apply("a+b", new TokenEdit(1, 2, "-"))).isEqualTo("a - b");
        assertThat(apply("(a)", new TokenEdit(1, 1, "b,"))).isEqualTo("( b, a)");
    }

    @Test
    void insertsAfterTheLastTokenAndBeforeAComment() {
        assertThat(apply("select a -- end", new TokenEdit(2, 2, "limit 5"))).isEqualTo("select a limit 5 -- end");
        assertThat(apply("select a--end", new TokenEdit(2, 2, "limit 5"))).isEqualTo("select a limit 5 --end");
    }

    @Test
    void insertsIntoATextWithoutTokens() {
        assertThat(apply("-- nothing", new TokenEdit(0, 0, "select 1"))).isEqualTo("select 1 -- nothing");
    }

    @Test
    void deletesAndLeavesTheNeighboursApart() {
        assertThat(apply("a/**/b(c)", new TokenEdit(2, 5, ""))).isEqualTo("a/**/b ");
        assertThat(apply("a+b", new TokenEdit(1, 2, ""))).isEqualTo("a b");
    }

    @Test
    void aUescapeClauseGoesWithItsToken() {
        assertThat(apply("select U&\"!0061\" uescape '!', b", new TokenEdit(1, 2, "x")))
                .isEqualTo("select x , b");
        assertThat(apply("select a, U&'!0061' uescape '!'", new TokenEdit(1, 2, "x")))
                .isEqualTo("select x , U&'!0061' uescape '!'");
    }

    @Test
    void makesSeveralEditsInOrder() {
        assertThat(apply(
                        "select a, b from t",
                        new TokenEdit(1, 2, "x"),
                        new TokenEdit(2, 2, "y"),
                        new TokenEdit(2, 2, "z"),
                        new TokenEdit(5, 6, "u"),
                        new TokenEdit(6, 6, "limit 1")))
                .isEqualTo("select x y z , b from u limit 1");
    }

    @Test
    void noEditsGiveTheSameText() {
        assertThat(apply(" a /* b */ ")).isEqualTo(" a /* b */ ");
    }

    @Test
    void refusesAnEditThatJoinsStrings() {
        refused("select 'a'\nb", new TokenEdit(2, 3, "'c'"));
        refused("select 'a' || \n'b'", new TokenEdit(2, 3, ""));
    }

    @Test
    void refusesAnEditThatSwallowsWhatFollows() {
        refused("select a from t", new TokenEdit(1, 2, "b --"));
        refused("select a from t", new TokenEdit(1, 2, "b /*"));
        refused("select a from t", new TokenEdit(1, 2, "'"));
        refused("select a uescape", new TokenEdit(1, 2, "U&\"a\""));
        refused("select a uescape '!'", new TokenEdit(1, 2, "U&\"a\""));
        refused("select U&'a' b", new TokenEdit(2, 3, "uescape '!'"));
        refused("select a from t", new TokenEdit(1, 2, "\ud800"));
    }

    @Test
    void refusesEditsOutOfOrderOrRange() {
        refused("a b c", new TokenEdit(1, 2, "x"), new TokenEdit(0, 1, "y"));
        refused("a b c", new TokenEdit(0, 2, "x"), new TokenEdit(1, 3, "y"));
        refused("a b c", new TokenEdit(2, 4, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenEdit(2, 1, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenEdit(-1, 1, "x"));
    }

    @Test
    void refusesTokensOfAnotherText() {
        Tokens tokens = Lexing.lex("a");

        assertThatIllegalArgumentException().isThrownBy(() -> TokenEdits.apply(SqlText.of("b"), tokens, List.of()));
    }

    private static void refused(String text, TokenEdit... edits) {
        assertThatIllegalArgumentException().isThrownBy(() -> apply(text, edits));
    }

    private static String apply(String text, TokenEdit... edits) {
        SqlText sql = SqlText.of(text);
        return TokenEdits.apply(sql, Lexing.lex(sql), List.of(edits)).asString();
    }
}
