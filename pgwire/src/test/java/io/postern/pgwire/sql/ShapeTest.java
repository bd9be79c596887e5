package io.postern.pgwire.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            SELECT a  FROM  "T x" WHERE b='geheim'  ~ SELECT a FROM "T x" WHERE b=:1
            select a[1:2], f('x',2)                 ~ select a[:1: :2], f(:3,:4)
            select 1$1                              ~ select :1 $1
            select'a'b                              ~ select :1 b
            select 'a'::text || $1                  ~ select :1::text || $1
            select /* geheim */ 1 -- geheim         ~ select :1
            a/**/b                                  ~ a b
            select 1'a'                             ~ select :1 :2
            select U&'!0061' UESCAPE '!', 0x1F      ~ select :1, :2
            select U&"a""b"/*geheim*/uescape $x$!$x$ ~ select U&"a""b" UESCAPE '!'
            select U&"a" -- b                       ~ select U&"a"
            """)
    void showsTheStatementWithoutItsValues(String text, String shape) {
        assertThat(Shape.of(Lexing.lex(text))).isEqualTo(shape);
    }

    @Test
    void holdsNothingOfAnyConstant() {
        String shape = Shape.of(
                Lexing.lex("select 'geheim', E'geheim', $x$geheim$x$, N'geheim', U&'geheim', B'geheim', 4711"));

        assertThat(shape).isEqualTo("select :1, :2, :3, :4, :5, :6, :7");
    }
}
