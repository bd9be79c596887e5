package io.postern.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.postern.events.Principal;

class DecisionKeysTest {

    private static final Principal AGENT = new Principal("https://id", "agent", List.of("agents"));

    @Test
    void everythingThatAnAnswerDependsOnChangesTheKey() {
        String key = DecisionKeys.statement(AGENT, "shop", "role", List.of("a", "b"), "f");

        assertThat(DecisionKeys.statement(AGENT, "shop", "role", List.of("a", "b"), "f"))
                .isEqualTo(key)
                .matches("[0-9a-f]{64}");
        assertThat(List.of(
                        DecisionKeys.statement(
                                new Principal("https://other", "agent", List.of("agents")),
                                "shop",
                                "role",
                                List.of("a", "b"),
                                "f"),
                        DecisionKeys.statement(
                                new Principal("https://id", "other", List.of("agents")),
                                "shop",
                                "role",
                                List.of("a", "b"),
                                "f"),
                        DecisionKeys.statement(
                                new Principal("https://id", "agent", List.of("agents", "admins")),
                                "shop",
                                "role",
                                List.of("a", "b"),
                                "f"),
                        DecisionKeys.statement(AGENT, "other", "role", List.of("a", "b"), "f"),
                        DecisionKeys.statement(AGENT, "shop", "other", List.of("a", "b"), "f"),
                        DecisionKeys.statement(AGENT, "shop", "role", List.of("b", "a"), "f"),
                        DecisionKeys.statement(AGENT, "shop", "role", List.of("ab"), "f"),
                        DecisionKeys.statement(AGENT, "shop", "role", List.of("a", "b", ""), "f"),
                        DecisionKeys.statement(AGENT, "shop", "role", List.of(), "f"),
                        DecisionKeys.statement(AGENT, "shop", "role", List.of("a", "b"), "g"),
                        DecisionKeys.admission(AGENT, "other"),
                        DecisionKeys.admission(AGENT, "shop")))
                .doesNotHaveDuplicates()
                .doesNotContain(key);
    }

    @Test
    void fieldsDoNotRunIntoEachOther() {
        assertThat(DecisionKeys.statement(AGENT, "ab", "c", List.of(), "f"))
                .isNotEqualTo(DecisionKeys.statement(AGENT, "a", "bc", List.of(), "f"));
        assertThat(DecisionKeys.statement(AGENT, "a", "b", List.of("c"), "d"))
                .isNotEqualTo(DecisionKeys.statement(AGENT, "a", "b", List.of(), "cd"));
    }
}
