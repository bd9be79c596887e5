package io.postern.pgsql.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;

import io.postern.pgsql.corpus.Corpus;
import io.postern.pgsql.corpus.CorpusStatement;
import io.postern.pgsql.tree.ChangeTarget;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.SyntaxNode;
import io.postern.pgsql.tree.TypeName;

class SpansTest {

    private static final Set<String> FILES = Set.of("expressions.sql", "queries.sql", "changes.sql");

    private static List<Reading> corpus() {
        List<Reading> readings = new ArrayList<>();
        for (CorpusStatement statement : Corpus.own()) {
            if (FILES.contains(statement.source().replaceFirst(":.*", ""))
                    && statement.isAcceptedBy(Reading.NEWEST)
                    && statement.sql().length() < 500) {
                readings.add(Reading.of(statement.sql()));
            }
        }
        return readings;
    }

    /** Every node with its text, each text once. */
    private static int forEachText(BiConsumer<String, SyntaxNode> consumer) {
        Set<String> seen = new HashSet<>();
        for (Reading reading : corpus()) {
            for (SyntaxNode node : TreeText.nodes(reading.statements())) {
                String text = reading.text(node.span());
                if (seen.add(node.getClass() + text)) {
                    consumer.accept(text, node);
                }
            }
        }
        return seen.size();
    }

    @Test
    void theTextOfAnExpressionIsThatExpression() {
        int seen = forEachText((text, node) -> {
            if (node instanceof Expression expression && standsAlone(text, expression)) {
                assertThat(TreeText.withoutSlots(Reading.of("SELECT " + text).expression()))
                        .isEqualTo(TreeText.withoutSlots(node));
            }
        });
        assertThat(seen).isGreaterThan(3_000);
    }

    /** Not so: cursors, and inner arrays without their word. */
    private static boolean standsAlone(String text, Expression expression) {
        return !(expression instanceof Expression.CurrentOf)
                && !(expression instanceof Expression.ArrayConstructor && text.startsWith("["));
    }

    @Test
    void theTextOfAQueryIsThatQuery() {
        forEachText((text, node) -> {
            if (node instanceof Query) {
                assertThat(TreeText.withoutSlots(Reading.of(text).statement())).isEqualTo(TreeText.withoutSlots(node));
            }
        });
    }

    @Test
    void theTextOfATypeIsThatType() {
        forEachText((text, node) -> {
            if (node instanceof TypeName type && isWrittenAsOne(text, type)) {
                Expression cast = Reading.of("SELECT a::" + text).expression();
                assertThat(TreeText.withoutSlots(((Expression.Cast) cast).type()))
                        .isEqualTo(TreeText.withoutSlots(node));
            }
        });
    }

    /** Not so: the column that FOR ORDINALITY makes, and an interval whose fields stand behind its constant. */
    private static boolean isWrittenAsOne(String text, TypeName type) {
        return !type.percentType() && !text.equalsIgnoreCase("for ordinality") && !text.matches("(?s).*['$].*");
    }

    @Test
    void theReferenceOfATableIsWithoutItsAlias() {
        Set<String> references = new TreeSet<>();
        Reading reading = Reading.of(
                "SELECT FROM ONLY (s.a) AS x, b * y (c), ONLY d, e TABLESAMPLE f (1), (g z JOIN \"h\" ON true)");
        for (SyntaxNode node : TreeText.nodes(reading.statements())) {
            if (node instanceof FromItem.Table table) {
                references.add(reading.text(table.reference()));
            }
        }
        assertThat(references).containsExactlyInAnyOrder("ONLY (s.a)", "b *", "ONLY d", "e", "g", "\"h\"");
    }

    @Test
    void theReferenceOfATargetIsWithoutItsAlias() {
        List<String> references = new ArrayList<>();
        for (String sql : List.of(
                "UPDATE ONLY s.a AS x SET b = 1",
                "DELETE FROM b * c",
                "INSERT INTO s.d AS e VALUES (1)",
                "MERGE INTO f g USING h ON true WHEN MATCHED THEN DO NOTHING")) {
            Reading reading = Reading.of(sql);
            for (SyntaxNode node : TreeText.nodes(reading.statements())) {
                if (node instanceof ChangeTarget target) {
                    references.add(reading.text(target.reference()));
                }
            }
        }
        assertThat(references).containsExactly("ONLY s.a", "b *", "s.d", "f");
    }

    @Test
    void spansOfPartsLieWithinThatOfTheWhole() {
        List<String> outside = new ArrayList<>();
        for (Reading reading : corpus()) {
            TreeText.forEachPart(reading.statements(), (whole, part) -> {
                if (part.span().from() < whole.span().from()
                        || part.span().to() > whole.span().to()) {
                    outside.add(reading.sql() + ": " + part + " in " + whole);
                }
            });
        }
        assertThat(outside).isEmpty();
    }
}
