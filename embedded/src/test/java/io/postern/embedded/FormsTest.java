package io.postern.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;

import org.junit.jupiter.api.Test;

class FormsTest {

    @Test
    void formattedFieldsAreParsedBack() {
        Map<String, String> fields = Map.of("a b", "c&d=e", "ä", "%", "empty", "");

        assertThat(Forms.parse(Forms.format(fields))).isEqualTo(fields);
    }

    @Test
    void absentTextHasNoFields() {
        assertThat(Forms.parse(null)).isEmpty();
        assertThat(Forms.parse("")).isEmpty();
    }

    @Test
    void parameterGivenTwiceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Forms.parse("a=1&a=2"));
    }

    @Test
    void brokenEscapeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Forms.parse("a=%zz"));
    }

    @Test
    void namesAreSeparatedByCommasAndSpaces() {
        assertThat(Forms.names(" b, a,,c  b ")).containsExactly("a", "b", "c");
        assertThat(Forms.names(null)).isEmpty();
    }
}
