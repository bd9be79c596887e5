package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageValuesTest {

    @ParameterizedTest
    @CsvSource({
        "SELECT 5, 5",
        "INSERT 0 7, 7",
        "COPY 0, 0",
        "FETCH 12, 12",
        "UPDATE 999999999999999999, 999999999999999999",
        "UPDATE 9999999999999999999, 0",
        "BEGIN, 0",
        "CREATE TABLE, 0",
        "5, 0",
        "SELECT -5, 0",
        "'SELECT ', 0",
        "'', 0"
    })
    void theNumberOfRowsEndsTheTag(String tag, long rows) {
        assertThat(new CommandComplete(tag).rows()).isEqualTo(rows);
    }

    @Test
    void anErrorTellsItsFields() {
        ErrorResponse error = ErrorResponse.of("FATAL", "28P01", "message", "detail", "hint");

        assertThat(error.severity()).isEqualTo("FATAL");
        assertThat(error.sqlState()).isEqualTo("28P01");
        assertThat(error.message()).isEqualTo("message");
        assertThat(error.field('D')).isEqualTo("detail");
        assertThat(error.field('H')).isEqualTo("hint");
        assertThat(error.field('P')).isNull();
        assertThat(error.fields().stream().map(Field::code)).containsExactly('S', 'V', 'C', 'M', 'D', 'H');
        assertThat(error).hasToString("ErrorResponse[FATAL, 28P01]");
    }

    @Test
    void aSeverityInTheServersLanguageStandsOnlyWhereThereIsNoOther() {
        List<Field> fields = List.of(new Field('S', "FEHLER"), new Field('C', "XX000"), new Field('M', "m"));
        List<Field> both = new ArrayList<>(fields);
        both.add(new Field('V', "ERROR"));

        assertThat(new NoticeResponse(fields).severity()).isEqualTo("FEHLER");
        assertThat(new NoticeResponse(both).severity()).isEqualTo("ERROR");
    }

    @Test
    void aRowOfTextsTellsItsValues() {
        DataRow row = DataRow.text(Arrays.asList("é", null, ""));

        assertThat(Wire.written(row::encode)).isEqualTo(Wire.bytes("44 00000014 0003 00000002 c3a9 ffffffff 00000000"));
        assertThat(row.values()).containsExactly(BindValue.text("é"), BindValue.NULL, BindValue.text(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            00                      ~ a count cut off
            0001 00000002 'a'       ~ a value cut off
            0001 fffffffe           ~ a negative length
            ffff                    ~ the largest count
            0000 00                 ~ a trailing byte
            """)
    void aRowThatIsNoneIsAViolationOnceItsValuesAreAskedFor(String columns, String why) {
        DataRow row = new DataRow(Bytes.of(Wire.bytes(columns)));

        assertThatExceptionOfType(ProtocolViolation.class).as(why).isThrownBy(row::values);
    }

    @Test
    void bytesAndKeysAreTheirOwnCopies() {
        byte[] source = {1, 2, 3, 4};
        Bytes bytes = Bytes.of(source);
        SecretKey key = SecretKey.of(source);

        source[0] = 9;
        bytes.toByteArray()[0] = 9;
        key.toByteArray()[0] = 9;

        assertThat(bytes).isEqualTo(Bytes.of(new byte[] {1, 2, 3, 4})).isNotEqualTo(Bytes.of(source));
        assertThat(key).isEqualTo(SecretKey.of(new byte[] {1, 2, 3, 4})).isNotEqualTo(SecretKey.of(source));
        assertThat(key).isNotEqualTo(SecretKey.of(new byte[] {1, 2, 3, 4, 0})).hasToString("SecretKey[4 bytes]");
    }

    @Test
    void messagesDoNotFollowTheListsTheyWereMadeFrom() {
        List<Long> types = new ArrayList<>(List.of(23L));
        ParameterDescription description = new ParameterDescription(types);

        types.add(25L);

        assertThat(description.types()).containsExactly(23L);
    }
}
