package io.postern.proxy.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.postern.identity.Identity;

class DecisionKeyTest {

    private static final Session.ClientOrigin ORIGIN = new Session.ClientOrigin("192.0.2.7:5000", "psql", true);

    @Test
    void everyIngredientChangesTheKey() {
        // Given
        Identity ann = identity("https://issuer.test", "ann", "agents");

        // When
        List<String> keys = Stream.of(
                        key(ann, "shop", "shop_agent", List.of("public"), "f1"),
                        key(
                                identity("https://other.test", "ann", "agents"),
                                "shop",
                                "shop_agent",
                                List.of("public"),
                                "f1"),
                        key(
                                identity("https://issuer.test", "bob", "agents"),
                                "shop",
                                "shop_agent",
                                List.of("public"),
                                "f1"),
                        key(
                                identity("https://issuer.test", "ann", "admins"),
                                "shop",
                                "shop_agent",
                                List.of("public"),
                                "f1"),
                        key(identity("https://issuer.test", "ann"), "shop", "shop_agent", List.of("public"), "f1"),
                        key(ann, "vault", "shop_agent", List.of("public"), "f1"),
                        key(ann, "shop", "shop_analyst", List.of("public"), "f1"),
                        key(ann, "shop", "shop_agent", List.of("private"), "f1"),
                        key(ann, "shop", "shop_agent", List.of(), "f1"),
                        key(ann, "shop", "shop_agent", List.of("public"), "f2"),
                        DecisionKey.forAdmission(ann, "shop"),
                        DecisionKey.forAdmission(ann, "vault"))
                .map(DecisionKey::value)
                .toList();

        // Then
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void listsWithTheSameLettersHaveOtherKeys() {
        // When
        List<String> keys = Stream.of(
                        List.of("ab", "c"),
                        List.of("a", "bc"),
                        List.of("abc"),
                        List.of("a", "b", "c"),
                        List.of("abc", ""))
                .map(path ->
                        key(Statements.ANN, "shop", "shop_agent", path, "f").value())
                .toList();

        // Then
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void neighboursDoNotRunIntoEachOther() {
        // When
        DecisionKey one = key(Statements.ANN, "shop", "role", List.of("public"), "f");
        DecisionKey other = key(Statements.ANN, "shopr", "ole", List.of("public"), "f");
        DecisionKey pathOrFingerprint = key(Statements.ANN, "shop", "role", List.of("public", "f"), "");

        // Then
        assertThat(one).isNotEqualTo(other).isNotEqualTo(pathOrFingerprint);
    }

    @Test
    void sessionAndOriginDoNotMatter() {
        // Given
        Session one = new Session("s1", Statements.ANN, "shop", "r", List.of("public"), ORIGIN);
        Session two = new Session(
                "s2", Statements.ANN, "shop", "r", List.of("public"), new Session.ClientOrigin("x", "y", false));

        // Then
        assertThat(DecisionKey.forStatement(one, "f")).isEqualTo(DecisionKey.forStatement(two, "f"));
    }

    @Test
    void keyShowsNothingOfWhatItIsMadeFrom() {
        assertThat(DecisionKey.forAdmission(Statements.ANN, "shop").value()).matches("[0-9a-f]{64}");
    }

    private static DecisionKey key(
            Identity identity, String database, String role, List<String> searchPath, String fingerprint) {
        return DecisionKey.forStatement(new Session("s", identity, database, role, searchPath, ORIGIN), fingerprint);
    }

    private static Identity identity(String issuer, String subject, String... groups) {
        return new Identity(issuer, subject, Set.of(groups));
    }
}
