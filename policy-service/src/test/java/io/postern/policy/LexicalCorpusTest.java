package io.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LexicalCorpusTest {

    static List<LexicalCorpus.Line> lines() {
        return LexicalCorpus.lines();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theLexerReadsAndRefusesWhatTheCorpusSays(LexicalCorpus.Line line) {
        assertThat(LexicalCorpus.refusal(line.sql()).isEmpty()).isEqualTo(line.lexer());
    }
}
