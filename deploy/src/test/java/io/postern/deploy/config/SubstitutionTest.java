package io.postern.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class SubstitutionTest {

    private final Substitution substitution = new Substitution(Map.of("HOST", "db", "EMPTY", "", "NESTED", "${HOST}"));

    @Test
    void variablesAreReplacedWhereverTheyStand() {
        assertThat(substitution.apply("${HOST}:5432/${HOST}").text()).isEqualTo("db:5432/db");
    }

    @Test
    void theDefaultServesOnlyWhereTheVariableIsNotSet() {
        assertThat(substitution.apply("${PORT:-5432}").text()).isEqualTo("5432");
        assertThat(substitution.apply("${HOST:-other}").text()).isEqualTo("db");
        assertThat(substitution.apply("${EMPTY:-other}").text()).isEmpty();
        assertThat(substitution.apply("${PORT:-}").text()).isEmpty();
    }

    @Test
    void whatAVariableHoldsIsNotReplacedAgain() {
        assertThat(substitution.apply("${NESTED}").text()).isEqualTo("${HOST}");
    }

    @Test
    void twoDollarSignsAreOne() {
        assertThat(substitution.apply("$${HOST} costs 5$$").text()).isEqualTo("${HOST} costs 5$");
    }

    @Test
    void whatCannotBeReplacedIsSaid() {
        assertThat(substitution.apply("${A}${B}").faults())
                .isEqualTo(List.of("environment variable A is not set", "environment variable B is not set"));
        assertThat(substitution.apply("5$").faults()).singleElement().asString().startsWith("a lone $");
        assertThat(substitution.apply("${not a name}").faults())
                .singleElement()
                .asString()
                .startsWith("a lone $");
    }
}
