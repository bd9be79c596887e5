package io.postern.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.postern.pgsql.read.DescentParser;
import io.postern.policy.Shop;

import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.util.TablesNamesFinder;

/** A further reader: whatever table it finds in a statement that both read, we find, too. */
class JsqlparserDifferentialTest {

    @Test
    void everyTableThatJsqlparserFindsIsFound() {
        AtomicInteger compared = new AtomicInteger();
        Stream.of("ordinary.sql", "psql.sql")
                .flatMap(resource -> PostgresAnalyserTest.statements(resource).stream())
                .forEach(sql -> theirs(sql).ifPresent(tables -> {
                    compared.incrementAndGet();
                    assertThat(ours(sql)).as(sql).containsAll(tables);
                }));

        assertThat(compared).hasValueGreaterThan(120);
    }

    private static Set<String> ours(String sql) {
        Analysis analysis = new PostgresAnalyser(new DescentParser())
                .analyse(Shop.lex(sql), new AnalysisContext(Shop.CATALOG, Shop.SEARCH_PATH));
        return ((Analysis.Understood) analysis)
                .statements().stream()
                        .flatMap(statement -> statement.relations().stream())
                        .map(use -> use.relation().name().name())
                        .collect(Collectors.toSet());
    }

    /** Tables of the shop that jsqlparser finds; empty where it cannot read the statement. */
    private static Optional<Set<String>> theirs(String sql) {
        try {
            Set<String> names = new TablesNamesFinder<Void>().getTables(CCJSqlParserUtil.parse(sql));
            List<String> shop = List.of("customers", "orders", "order_items", "products", "employees", "log");
            return Optional.of(names.stream()
                    .map(name -> name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
                    .filter(shop::contains)
                    .collect(Collectors.toSet()));
        } catch (JSQLParserException | UnsupportedOperationException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
