package io.postern.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.policy.PolicyService;
import io.postern.policy.analysis.StatementKind;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.domain.ApprovalTerms;
import io.postern.policy.domain.Audience;
import io.postern.policy.domain.FunctionRule;
import io.postern.policy.domain.Mask;
import io.postern.policy.domain.MaskRule;
import io.postern.policy.domain.Policy;
import io.postern.policy.domain.Proof;
import io.postern.policy.domain.RowRule;
import io.postern.policy.domain.Rule;
import io.postern.policy.domain.TablePattern;
import io.postern.policy.domain.Verdict;

class PolicyDocumentTest {

    @Test
    void theSamplePolicyIsValid() throws PolicyInvalid {
        Policy policy = PolicyDocument.read(PolicyService.samplePolicy());

        assertThat(policy.name()).isEqualTo("shop");
        assertThat(policy.admissions()).hasSize(2);
        assertThat(policy.version()).matches("[0-9a-f]{64}");
    }

    @Test
    void everyPartOfARuleIsRead() throws PolicyInvalid {
        Policy policy = PolicyDocument.read("""
                policy: p
                rules:
                  - id: one
                    groups: [a, b]
                    except-groups: [c]
                    database: shop
                    park: [update, delete]
                    tables: [public.orders, "hidden.*", "*"]
                    when: no-where
                    approvers: [x]
                    within: 90s
                    reason: Because.
                """);

        Rule rule = policy.rules().get(0);
        assertThat(rule.effect())
                .isEqualTo(new Rule.Effect(
                        Verdict.PARK,
                        Set.of(StatementKind.UPDATE, StatementKind.DELETE),
                        Rule.Condition.NO_WHERE,
                        Optional.of(new ApprovalTerms(Set.of("x"), Duration.ofSeconds(90)))));
        assertThat(rule.audience().groups()).containsExactlyInAnyOrder("a", "b");
        assertThat(rule.tables())
                .containsExactly(
                        new TablePattern("public", "orders"), new TablePattern("hidden", "*"), TablePattern.EVERY);
        assertThat(rule.reason()).isEqualTo("Because.");
    }

    @Test
    void everythingIsReadAsARuleOfItsOwn() throws PolicyInvalid {
        Policy policy = PolicyDocument.read("""
                policy: p
                rules:
                  - {id: a, groups: [g], except-groups: [h], database: shop, allow: [everything], reason: Migrations.}
                """);

        assertThat(policy.rules())
                .containsExactly(new Rule(
                        "a",
                        new Audience(Set.of("g"), Set.of("h"), Optional.of("shop")),
                        Rule.Effect.everything(),
                        List.of(),
                        "Migrations."));
    }

    @Test
    void everyMaskIsRead() throws PolicyInvalid {
        Policy policy = PolicyDocument.read("""
                policy: p
                masks:
                  - {id: a, columns: [public.t.a], mask: email}
                  - {id: b, columns: [public.t.a], mask: redact}
                  - {id: c, columns: [public.t.a], mask: null}
                  - {id: d, columns: [public.t.a], mask: "null"}
                  - {id: e, columns: [public.t.a], mask: {partial: {last: 4}}}
                  - {id: f, columns: [public.t.a], mask: {constant: "it's"}}
                """);

        assertThat(policy.masks())
                .extracting(MaskRule::mask)
                .containsExactly(
                        new Mask.Email(),
                        new Mask.Redact(),
                        new Mask.Null(),
                        new Mask.Null(),
                        new Mask.Partial(4),
                        new Mask.Constant("it's"));
    }

    @Test
    void rowFiltersFunctionsAndProofAreRead() throws PolicyInvalid {
        Policy policy = PolicyDocument.read("""
                policy: p
                proof: where-possible
                rows:
                  - id: mine
                    groups: [g]
                    except-groups: [h]
                    database: shop
                    table: public.orders
                    where: region = 'eu' AND total < 100
                functions:
                  - {id: f, groups: [g], function: public.total_of, reads: [public.orders, public.order_items]}
                  - {id: g, function: public.pure, reads: []}
                """);

        assertThat(policy.proof()).isEqualTo(Proof.WHERE_POSSIBLE);
        assertThat(policy.provisions().rows())
                .containsExactly(new RowRule(
                        "mine",
                        new Audience(Set.of("g"), Set.of("h"), Optional.of("shop")),
                        new QualifiedName("public", "orders"),
                        "region = 'eu' AND total < 100"));
        assertThat(policy.provisions().functions())
                .extracting(FunctionRule::function, FunctionRule::reads)
                .containsExactly(
                        tuple(
                                new QualifiedName("public", "total_of"),
                                List.of(
                                        new QualifiedName("public", "orders"),
                                        new QualifiedName("public", "order_items"))),
                        tuple(new QualifiedName("public", "pure"), List.of()));
    }

    @Test
    void aProofIsRequiredUnlessThePolicySaysOtherwise() throws PolicyInvalid {
        assertThat(PolicyDocument.read("policy: p").proof()).isEqualTo(Proof.REQUIRED);
        assertThat(PolicyDocument.read("policy: p\nproof: required").proof()).isEqualTo(Proof.REQUIRED);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("", List.of("line 1: the document is empty")),
                Arguments.of("policy: p\nrules: [", List.of("line 2: not YAML")),
                Arguments.of("a: b: c", List.of("line 1: not YAML")),
                Arguments.of("- a", List.of("line 1: expected keys and values")),
                Arguments.of("rules: []", List.of("line 1: \"policy\" is missing")),
                Arguments.of("policy: p\nrulez: []", List.of("line 2: unknown key \"rulez\"")),
                Arguments.of("policy: p\npolicy: q", List.of("line 2: key \"policy\" stands here twice")),
                Arguments.of("policy: [p]", List.of("line 1: \"policy\" has to be a text")),
                Arguments.of("policy: p\nrules: x", List.of("line 2: \"rules\" has to be a list")),
                Arguments.of("policy: p\n---\npolicy: q", List.of("line 2: not YAML")),
                rule("{allow: [set]}", "\"id\" is missing"),
                rule("{id: A B, allow: [set]}", "id \"A B\" has to be"),
                rule("{id: default-deny, allow: [set]}", "id \"default-deny\" is taken"),
                rule("{id: a}", "exactly one of allow, park and deny"),
                rule("{id: a, allow: [set], deny: [show]}", "exactly one of allow, park and deny"),
                rule("{id: a, allow: []}", "\"allow\" is empty"),
                rule("{id: a, allow: [drop]}", "unknown action \"drop\""),
                rule("{id: a, allow: [set, set]}", "\"set\" stands here twice"),
                rule("{id: a, allow: [merge]}", "merge can only be denied"),
                rule("{id: a, allow: [copy]}", "\"tables\" is missing"),
                rule("{id: a, park: [merge], approvers: [x], within: 5m}", "merge can only be denied"),
                rule("{id: a, allow: [select]}", "\"tables\" is missing"),
                rule("{id: a, allow: [select], tables: []}", "\"tables\" is empty"),
                rule("{id: a, allow: [select], tables: [orders]}", "\"orders\" has to be schema.table"),
                rule("{id: a, allow: [select], tables: [\"*.orders\"]}", "\"*.orders\" has to be schema.table"),
                rule("{id: a, allow: [select], tables: [a.b.c]}", "\"a.b.c\" has to be schema.table"),
                rule("{id: a, allow: [set], approvers: [x]}", "\"approvers\" belongs to park"),
                rule("{id: a, allow: [set], within: 5m}", "\"within\" belongs to park"),
                rule("{id: a, park: [set], within: 5m}", "\"approvers\" is missing"),
                rule("{id: a, park: [set], approvers: [x]}", "\"within\" is missing"),
                rule("{id: a, park: [set], approvers: [x], within: soon}", "\"within\" has to be 5s to 24h"),
                rule("{id: a, park: [set], approvers: [x], within: 25h}", "\"within\" has to be 5s to 24h"),
                rule("{id: a, park: [set], approvers: [], within: 5m}", "\"approvers\" is empty"),
                rule("{id: a, deny: [delete], when: always}", "unknown condition"),
                rule("{id: a, deny: [select], when: no-where}", "no-where is only about update and delete"),
                rule(
                        "{id: a, allow: [everything]}",
                        "\"groups\" is missing: everything is allowed to named groups only"),
                rule("{id: a, groups: [], allow: [everything]}", "\"groups\" is empty"),
                rule("{id: a, groups: [g], deny: [everything]}", "everything can only be allowed"),
                rule(
                        "{id: a, groups: [g], park: [everything], tables: [\"*\"]}",
                        "everything can only be allowed",
                        "\"tables\" does not go with everything"),
                rule("{id: a, groups: [g], allow: [everything, select]}", "everything stands alone in its list"),
                rule("{id: a, groups: [g], allow: [ddl, everything]}", "everything stands alone in its list"),
                rule("{id: a, groups: [g], allow: [everything, everything]}", "everything stands alone in its list"),
                rule("{id: a, groups: [g], allow: [everything], tables: [\"*\"]}", "\"tables\" does not go"),
                rule("{id: a, groups: [g], allow: [everything], when: no-where}", "\"when\" does not go"),
                rule("{id: a, groups: [g], allow: [everything], approvers: [x]}", "\"approvers\" does not go"),
                rule("{id: a, groups: [g], allow: [everything], within: 5m}", "\"within\" does not go"),
                rule("{id: a, groups: [g], allow: everything}", "\"allow\" has to be a list"),
                rule("{id: a, groups: [g], allow: [Everything]}", "unknown action \"Everything\""),
                rule("{id: a, deny: [set], groups: []}", "\"groups\" is empty"),
                rule("{id: a, deny: [set], groups: [x, x]}", "\"x\" stands here twice"),
                rule("{id: a, deny: [set], groups: x}", "\"groups\" has to be a list"),
                rule("text", "expected keys and values"),
                mask("{id: a, mask: email}", "\"columns\" is missing"),
                mask("{id: a, columns: [public.t.c]}", "\"mask\" is missing"),
                mask("{id: a, columns: [t.c], mask: email}", "\"t.c\" has to be schema.table.column"),
                mask("{id: a, columns: [public.t.*], mask: email}", "\"public.t.*\" has to be schema.table.column"),
                mask("{id: a, columns: [public.t.c], mask: emial}", "unknown mask"),
                mask("{id: a, columns: [public.t.c], mask: [email]}", "unknown mask"),
                mask("{id: a, columns: [public.t.c], mask: {partial: {last: 9}}}", "\"last\" has to be 1 to 8"),
                mask("{id: a, columns: [public.t.c], mask: {partial: {first: 2, last: 2}}}", "unknown key \"first\""),
                mask("{id: a, columns: [public.t.c], mask: {hash: x}}", "unknown key \"hash\""),
                row("{id: a, where: id > 1}", "\"table\" is missing"),
                row("{id: a, table: public.t}", "\"where\" is missing"),
                row("{id: a, table: t, where: id > 1}", "\"t\" has to be schema.table"),
                row("{id: a, table: public.*, where: id > 1}", "\"public.*\" has to be schema.table"),
                row("{id: a, table: public.t, where: 'id = $1'}", "\"where\" must not have parameters such as $1"),
                row("{id: a, table: public.t, where: 'true; DROP TABLE t'}", "\"where\" has to be one condition"),
                row("{id: a, table: public.t, where: 'true) OR (true'}", "\"where\" has parentheses that do not match"),
                row("{id: a, table: public.t, where: '(true'}", "\"where\" has parentheses that do not match"),
                row("{id: a, table: public.t, where: /* */}", "\"where\" is empty"),
                row("{id: a, table: public.t, where: /* id}", "\"where\" is not SQL"),
                row("{id: a, table: public.t, where: [x]}", "\"where\" has to be a text"),
                row("{id: a, table: public.t, where: x, mask: email}", "unknown key \"mask\""),
                function("{id: a, reads: []}", "\"function\" is missing"),
                function("{id: a, function: public.f}", "\"reads\" is missing: the tables that it reads"),
                function("{id: a, function: f, reads: []}", "\"f\" has to be schema.function"),
                function("{id: a, function: public.f, reads: [t]}", "\"t\" has to be schema.table"),
                function("{id: a, function: public.f, reads: [public.*]}", "\"public.*\" has to be schema.table"),
                function("{id: a, function: public.f, reads: x}", "\"reads\" has to be a list"),
                Arguments.of(
                        "policy: p\nproof: maybe", List.of("line 2: \"proof\" has to be required or where-possible")),
                Arguments.of("policy: p\nproof: [required]", List.of("line 2: \"proof\" has to be a text")),
                Arguments.of(
                        "policy: p\nadmissions:\n- {id: a, database: shop, role: r}",
                        List.of("line 3: \"groups\" is missing")),
                Arguments.of(
                        "policy: p\nadmissions:\n- {id: a, groups: [g], database: shop}",
                        List.of("line 3: \"role\" is missing")));
    }

    private static Arguments rule(String rule, String... problems) {
        return Arguments.of(
                "policy: p\nrules:\n- " + rule,
                Stream.of(problems).map(problem -> "line 3: " + problem).toList());
    }

    private static Arguments row(String row, String problem) {
        return Arguments.of("policy: p\nrows:\n- " + row, List.of("line 3: " + problem));
    }

    private static Arguments function(String function, String problem) {
        return Arguments.of("policy: p\nfunctions:\n- " + function, List.of("line 3: " + problem));
    }

    private static Arguments mask(String mask, String problem) {
        return Arguments.of("policy: p\nmasks:\n- " + mask, List.of("line 3: " + problem));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aProblemIsNamedAtItsLine(String document, List<String> expected) {
        PolicyInvalid invalid = catchThrowableOfType(PolicyInvalid.class, () -> PolicyDocument.read(document));

        assertThat(invalid.problems()).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(invalid.problems().get(i).toString()).startsWith(expected.get(i));
        }
    }

    @Test
    void allProblemsAreNamedAtOnceInTheOrderOfTheDocument() {
        PolicyInvalid invalid = catchThrowableOfType(PolicyInvalid.class, () -> PolicyDocument.read("""
                policy: p
                admissions:
                  - {id: a, groups: [g], role: r}
                rules:
                  - id: a
                    allow: [select]
                  - id: b
                    forbid: [ddl]
                masks:
                  - id: c
                    columns: [x]
                    mask: none
                """));

        assertThat(invalid.problems()).extracting(Problem::line).containsExactly(5, 5, 7, 8, 11, 12);
    }

    @Test
    void theVersionIsTheDigestOfTheDocument() throws PolicyInvalid {
        assertThat(PolicyDocument.version("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(PolicyDocument.read("policy: p").version())
                .isNotEqualTo(PolicyDocument.read("policy: p ").version());
    }
}
