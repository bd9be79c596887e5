package io.postern.pgwire.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0af",
                "c1bf",
                "c2",
                "c241",
                "e08080",
                "e09fbf",
                "e282",
                "e28241",
                "eda080",
                "edbfbf",
                "f0808080",
                "f08fbfbf",
                "f09f98",
                "f4908080",
                "f5808080",
                "ff",
                "fe",
                "61c2",
                "00",
                "610062"
            })
    void refusesBytesThatAreNotText(String hex) {
        assertThatExceptionOfType(InvalidSqlText.class)
                .isThrownBy(() -> SqlText.of(HexFormat.of().parseHex(hex)))
                .satisfies(e -> assertThat(e.sqlState()).isEqualTo("22021"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "select 1", "\u0001\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff", "\ud800\udc00\udbff\udfff"})
    void keepsTextExactly(String text) {
        SqlText sql = SqlText.of(text);

        assertThat(sql.asString()).isEqualTo(text);
        assertThat(sql.toByteArray()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(SqlText.of(sql.toByteArray())).isEqualTo(sql).hasSameHashCodeAs(sql);
    }

    @Test
    void refusesAnUnpairedSurrogateAndNul() {
        assertThatExceptionOfType(InvalidSqlText.class).isThrownBy(() -> SqlText.of("a\ud800"));
        assertThatExceptionOfType(InvalidSqlText.class).isThrownBy(() -> SqlText.of("a\0"));
    }

    @Test
    void laterChangesToTheArrayDoNotReachTheText() {
        byte[] bytes = {'a'};
        SqlText sql = SqlText.of(bytes);

        bytes[0] = 'b';
        sql.toByteArray()[0] = 'c';

        assertThat(sql.asString()).isEqualTo("a");
    }

    @Test
    void printsOnlyItsLength() {
        assertThat(SqlText.of("select 'x'")).hasToString("SqlText[10 bytes]");
    }
}
