package io.postern.proxy.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTreeTest {

    private static final TreeLimits LIMITS = new TreeLimits(100_000, 10_000, 100);

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void viewIsReadDownToItsTable(int major) throws UnreadableTree {
        // When
        Node query = ProofChecker.onlyQuery(NodeTree.read(Recorded.tree(major, "view"), LIMITS));

        // Then
        Node view = new Scope(null, query).table(1);
        Node inner = view.node("subquery");
        assertThat(Scope.viewOf(view)).isPositive();
        assertThat(inner.list("rtable")).hasSize(major == 15 ? 3 : 1);
        Node table = new Scope(null, inner).table(major == 15 ? 3 : 1);
        assertThat(table.text("relkind")).isEqualTo("r");
        assertThat(Scope.scanned(table)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void namesAreNoStructure(int major) throws UnreadableTree {
        // When
        Node query = ProofChecker.onlyQuery(NodeTree.read(Recorded.tree(major, "names"), LIMITS));

        // Then
        List<String> names = new ArrayList<>();
        for (Tree target : query.list("targetList")) {
            names.add(((Node) target).text("resname"));
        }
        assertThat(names)
                .containsExactly(
                        "a\\ \\(b\\)\\ \\{c\\}\\ \\\\\\ d",
                        "two\\ words\\ and\\ more\\ words\\ in\\ one\\ name\\ so\\ that\\ lines\\ break\\ within",
                        ":relid");
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void everyRecordedNodeAndFieldIsKnown(int major) throws UnreadableTree {
        for (String name : List.of("view", "conflict", "merge", "names")) {
            // When
            Tree tree = NodeTree.read(Recorded.tree(major, name), LIMITS);

            // Then
            assertKnown(tree);
        }
    }

    private static void assertKnown(Tree tree) {
        if (tree instanceof Tree.Items items) {
            items.values().forEach(NodeTreeTest::assertKnown);
        } else if (tree instanceof Node node) {
            var known = Vocabulary.fields(node.label());
            assertThat(known).as(node.label()).isNotNull();
            assertThat(known).as(node.label()).containsKeys(node.names().toArray(String[]::new));
            node.values().forEach(NodeTreeTest::assertKnown);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "(",
                ")",
                "()()",
                "({A :b})",
                "({A b})",
                "({A :b 1)",
                "({A :b 1} x",
                "({A :b 1 :b 2})",
                "({A :b 1 2})",
                "({A {B :c 1}})",
                "({A : 1})",
                "(z 1 2)",
                "({A :b 5 [ 1 2})",
                "({A :b \\",
                "({})",
                "{A :b 1}}",
            })
    void whatIsNoTreeIsRefused(String text) {
        assertThatThrownBy(() -> NodeTree.read(text, LIMITS)).isInstanceOf(UnreadableTree.class);
    }

    @Test
    void numberOfValuesAndDepthAndSizeAreBounded() {
        assertThatThrownBy(() -> NodeTree.read("(".repeat(101) + ")".repeat(101), LIMITS))
                .isInstanceOf(UnreadableTree.class)
                .hasMessageContaining("deep");
        assertThatThrownBy(() -> NodeTree.read("(i" + " 1".repeat(10_000) + ")", LIMITS))
                .isInstanceOf(UnreadableTree.class)
                .hasMessageContaining("too many values");
        assertThatThrownBy(() -> NodeTree.read(" ".repeat(100_001), LIMITS))
                .isInstanceOf(UnreadableTree.class)
                .hasMessageContaining("too large");
    }

    @Test
    void fullLineWithoutBlankIsRefused() throws UnreadableTree {
        // Given
        String name = "n".repeat(78);

        // Then
        assertThatThrownBy(() -> NodeTree.read("({A :b\n" + name + "\n:c 1})", LIMITS))
                .isInstanceOf(UnreadableTree.class);
        assertThat(NodeTree.read("({A :b\n" + name.substring(1) + "\n:c 1})", LIMITS))
                .isNotNull();
    }

    @Test
    void lineEndBehindAnEscapeIsABlankOfTheName() throws UnreadableTree {
        // When
        Tree tree = NodeTree.read("{A :b two\\\nwords :c 1}", LIMITS);

        // Then
        assertThat(((Node) tree).text("b")).isEqualTo("two\\ words");
        assertThat(((Node) tree).number("c")).isEqualTo(1);
    }

    @Test
    void damagedTreesAreReadOrRefusedAndNothingElse() throws UnreadableTree {
        // Given
        long seed = 4711;
        Random random = new Random(seed);
        String whole = Recorded.tree(17, "conflict");

        for (int i = 0; i < 2_000; i++) {
            StringBuilder damaged = new StringBuilder(whole);
            for (int k = 0; k < 1 + i % 4; k++) {
                int at = random.nextInt(damaged.length());
                damaged.setCharAt(at, " (){}[]:\\\n0a<".charAt(random.nextInt(13)));
            }

            // When
            try {
                Tree tree = NodeTree.read(damaged.toString(), LIMITS);

                // Then
                assertThat(tree).as("seed " + seed).isNotNull();
            } catch (UnreadableTree e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void alikeTreesDifferInWhatMattersOnly() throws UnreadableTree {
        // Given
        Tree tree = NodeTree.read(Recorded.tree(18, "view"), LIMITS);
        Tree elsewhere = NodeTree.read(Recorded.tree(18, "view").replace(":location 20", ":location 77"), LIMITS);
        Tree other = NodeTree.read(Recorded.tree(18, "view").replace(":varattno 3", ":varattno 2"), LIMITS);

        // Then
        assertThat(Likeness.same(tree, elsewhere)).isTrue();
        assertThat(Likeness.same(tree, other)).isFalse();
    }
}
