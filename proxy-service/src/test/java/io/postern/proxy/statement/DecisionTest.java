package io.postern.proxy.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.postern.pgwire.Bytes;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenEdit;

class DecisionTest {

    @ParameterizedTest
    @CsvSource({
        "SET x = 'on', 0, '''on''', true",
        "SET x = 'off', 0, '''on''', false",
        "SET x = E'on', 0, '''on''', false",
        "SET x = 'on', 1, '''on''', false",
        "SET x = 'on', -1, '''on''', false",
        "SELECT 1, 0, 1, true",
        "SELECT 1.0, 0, 1, false",
    })
    void pinnedConstantIsComparedAsSpelled(String sql, int slot, String value, boolean applies) {
        // Given
        Decision decision = pinned(new Decision.PinnedSlot(slot, Bytes.of(value.getBytes(UTF_8))));

        // When
        boolean applied = decision.appliesTo(Statements.text(sql).tokens());

        // Then
        assertThat(applied).isEqualTo(applies);
    }

    @Test
    void everyPinHasToHold() {
        // Given
        Decision decision = pinned(
                new Decision.PinnedSlot(0, Bytes.of(new byte[] {'1'})),
                new Decision.PinnedSlot(1, Bytes.of(new byte[] {'2'})));

        // Then
        assertThat(decision.appliesTo(Statements.text("SELECT 1, 2").tokens())).isTrue();
        assertThat(decision.appliesTo(Statements.text("SELECT 1, 3").tokens())).isFalse();
    }

    @Test
    void decisionWithoutPinsHoldsForEveryConstant() {
        assertThat(pinned().appliesTo(Statements.text("SELECT 5").tokens())).isTrue();
    }

    @Test
    void textWithoutEditsRunsAsItIs() {
        // Given
        StatementText text = Statements.text("SELECT  1 -- one");

        // Then
        assertThat(edited().rewrite(text)).isSameAs(text.sql());
    }

    @Test
    void editsChangeTokensAndNothingElse() {
        // Given
        StatementText text = Statements.text("SELECT /* ü */ email\n FROM customers");

        // When
        String rewritten =
                edited(new TokenEdit(1, 2, "'***' AS email")).rewrite(text).asString();

        // Then
        assertThat(rewritten).isEqualTo("SELECT /* ü */ '***' AS email\n FROM customers");
    }

    @Test
    void editsThatDoNotFitAreAnError() {
        assertThat(edited(new TokenEdit(1, 2, "2")).rewrite(Statements.text("SELECT 1")))
                .isEqualTo(SqlText.of("SELECT 2"));
        assertThatThrownBy(() -> edited(new TokenEdit(5, 6, "2")).rewrite(Statements.text("SELECT 1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edited(new TokenEdit(1, 2, "'open")).rewrite(Statements.text("SELECT 1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unrestrictedStatementIsAllowedAsItIs() {
        assertThatThrownBy(() -> unrestricted(Verdict.DENY, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> unrestricted(Verdict.ALLOW, List.of(new TokenEdit(0, 1, "x"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(unrestricted(Verdict.ALLOW, List.of()).scope()).isEqualTo(Decision.Scope.UNRESTRICTED);
    }

    @Test
    void decisionsRunTheSameTextIfEditsAndMasksAreTheSame() {
        // Given
        Decision plain = edited();
        Decision other = new Decision(
                Verdict.DENY,
                "OTHER",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "no",
                Optional.empty(),
                new Decision.Versions("p2", "c2"),
                Decision.Scope.NARROWED);

        // Then
        assertThat(plain.runsTheSameTextAs(other)).isTrue();
        assertThat(plain.runsTheSameTextAs(edited(new TokenEdit(0, 1, "x")))).isFalse();
        assertThat(plain.runsTheSameTextAs(masking())).isFalse();
    }

    @Test
    void approvalTermsGoWithParking() {
        assertThatThrownBy(() -> decision(Verdict.PARK, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decision(
                        Verdict.ALLOW, Optional.of(new Decision.ApprovalTerms(List.of(), Duration.ofMinutes(1)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Decision unrestricted(Verdict verdict, List<TokenEdit> edits) {
        return new Decision(
                verdict,
                "SELECT",
                edits,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                new Decision.Versions("p", "c"),
                Decision.Scope.UNRESTRICTED);
    }

    private static Decision pinned(Decision.PinnedSlot... pins) {
        return decision(List.of(), List.of(pins), List.of());
    }

    private static Decision edited(TokenEdit... edits) {
        return decision(List.of(edits), List.of(), List.of());
    }

    private static Decision masking() {
        return decision(List.of(), List.of(), List.of(new MaskedColumn(1, 2, "public.t.c")));
    }

    private static Decision decision(
            List<TokenEdit> edits, List<Decision.PinnedSlot> pins, List<MaskedColumn> maskedColumns) {
        return new Decision(
                Verdict.ALLOW,
                "SELECT",
                edits,
                pins,
                maskedColumns,
                maskedColumns,
                List.of(),
                "",
                Optional.empty(),
                new Decision.Versions("p", "c"),
                Decision.Scope.NARROWED);
    }

    private static Decision decision(Verdict verdict, Optional<Decision.ApprovalTerms> terms) {
        return new Decision(
                verdict,
                "SELECT",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                terms,
                new Decision.Versions("p", "c"),
                Decision.Scope.NARROWED);
    }
}
