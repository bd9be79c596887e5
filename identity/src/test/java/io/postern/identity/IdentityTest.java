package io.postern.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    private static final String ISSUER = "https://issuer.example";

    @Test
    void groupsAreSortedCopyThatCannotBeChanged() {
        Set<String> given = new HashSet<>(Set.of("b", "c", "a"));
        Identity identity = new Identity(ISSUER, "ada", given);
        given.add("admins");

        assertThat(identity.groups()).containsExactly("a", "b", "c");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> identity.groups().add("admins"));
        assertThat(identity.isIn("a")).isTrue();
        assertThat(identity.isIn("admins")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "a\u001b[2J", "a\u202eb", "a\u2028b", "a\ud800"})
    void emptyOrUnprintableSubjectIsRefusedWithoutRepeatingIt(String subject) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identity(ISSUER, subject, Set.of()))
                .withMessageStartingWith("subject ");
    }

    @Test
    void lengthsAreBounded() {
        assertThat(new Identity(ISSUER, "a".repeat(255), Set.of("g".repeat(255))).subject())
                .hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identity(ISSUER, "a".repeat(256), Set.of()))
                .withMessage("subject is longer than 255 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identity(ISSUER, "ada", Set.of("g".repeat(256))))
                .withMessage("group is longer than 255 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identity(ISSUER, "ada", Set.of("")))
                .withMessage("group is empty");
    }

    @Test
    void numberOfGroupsIsBounded() {
        assertThat(new Identity(ISSUER, "ada", groups(200)).groups()).hasSize(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identity(ISSUER, "ada", groups(201)))
                .withMessage("more than 200 groups");
    }

    private static Set<String> groups(int count) {
        return IntStream.range(0, count).mapToObj(i -> "g" + i).collect(Collectors.toSet());
    }
}
