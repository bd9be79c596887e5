package io.postern.deploy.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(Printable.line("SELECT 'Zoë ☕ 東京' -- ok")).isEqualTo("SELECT 'Zoë ☕ 東京' -- ok");
    }

    @Test
    void whateverSteersATerminalIsSpelledOut() {
        assertThat(Printable.line("a\u001b[2Jb\u009b1A")).isEqualTo("a\\u{1B}[2Jb\\u{9B}1A");
        assertThat(Printable.line("\u202Edrop\u2066 \uFEFF\u200B"))
                .isEqualTo("\\u{202E}drop\\u{2066} \\u{FEFF}\\u{200B}");
        assertThat(Printable.line("one\r\ntwo\tthree\u2028")).isEqualTo("one\\r\\ntwo\\tthree\\u{2028}");
        assertThat(Printable.line("\uD800")).isEqualTo("\\u{D800}");
    }

    @Test
    void aBlockKeepsItsLines() {
        assertThat(Printable.block("one\r\n\ttwo\rthree")).isEqualTo("one\n\ttwo\\rthree");
    }
}
