package io.postern.pgsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgsql.corpus.Corpus;
import io.postern.pgsql.corpus.CorpusStatement;
import io.postern.pgsql.corpus.Mutations;
import io.postern.pgsql.oracle.LibpgQuery;
import io.postern.pgsql.oracle.LibpgQuery.Facts;
import io.postern.pgsql.oracle.TreeFacts;
import io.postern.pgsql.read.DescentParser;
import io.postern.pgsql.tree.Statement;
import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;

/** Our trees against those of PostgreSQL's own parser: kinds of statements, relations, functions, constants; and tokens. */
class LibpgQueryDifferentialIT {

    private static final int MUTATIONS = Integer.getInteger("postern.mutations", 10_000);
    private static final long SEED = Long.getLong("postern.seed", 20_261_120L);

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void treesHoldTheSame(int major) {
        assumeThat(LibpgQuery.isInstalled()).as("npm ci in src/test/node").isTrue();
        Set<String> texts = new LinkedHashSet<>();
        Corpus.own().stream()
                .filter(statement -> statement.isAcceptedBy(major))
                .map(CorpusStatement::sql)
                .forEach(texts::add);
        texts.addAll(Corpus.others());
        texts.addAll(new Mutations(SEED, List.copyOf(texts)).next(MUTATIONS));
        Comparison comparison = new Comparison(major);
        List<String> all = List.copyOf(texts);
        List<Optional<Facts>> facts = LibpgQuery.read(major, all);
        for (int i = 0; i < all.size(); i++) {
            String text = all.get(i);
            facts.get(i).ifPresent(theirs -> comparison.compare(text, theirs));
        }
        System.out.printf(
                "libpg_query %d: seed %d, %d texts, %d compared, %d read by it alone, %d relations, %d functions, %d constants, %d tokens, %d differ%n",
                major,
                SEED,
                all.size(),
                comparison.texts,
                comparison.notRead,
                comparison.relations,
                comparison.functions,
                comparison.constants,
                comparison.tokens,
                comparison.differences.size());
        assertThat(comparison.differences).isEmpty();
        assertThat(comparison.notRead).isLessThan(20);
        assertThat(comparison.texts).isGreaterThan(8_000);
        assertThat(comparison.relations).isGreaterThan(3_000);
        assertThat(comparison.functions).isGreaterThan(1_200);
        assertThat(comparison.constants).isGreaterThan(5_000);
    }

    private static final class Comparison {

        private final int major;
        private final List<String> differences = new ArrayList<>();
        private int texts;
        private int notRead;
        private int relations;
        private int functions;
        private int constants;
        private int tokens;

        Comparison(int major) {
            this.major = major;
        }

        void compare(String text, Facts theirs) {
            Optional<Tokens> lexed = lexed(text);
            if (lexed.isEmpty()
                    || !(new DescentParser().parse(lexed.get(), major) instanceof SqlParser.Parsed.Statements read)) {
                // The library takes some that no server takes; servers are asked in another test.
                notRead++;
                return;
            }
            texts++;
            compare(text, lexed.get(), read.statements(), theirs);
        }

        private void compare(String text, Tokens read, List<Statement> statements, Facts theirs) {
            TreeFacts ours = TreeFacts.of(read, statements);
            Map<Integer, Integer> byStart = byStart(read);
            same("kinds", text, kinds(statements, theirs.kinds()), theirs.kinds());
            List<String> theirRelations = new ArrayList<>();
            for (LibpgQuery.Relation relation : theirs.relations()) {
                if (relation.location() >= 0) {
                    theirRelations.add(String.join(".", relation.names()) + "@" + byStart.get(relation.location()));
                }
            }
            same("relations", text, sorted(ours.relations()), sorted(theirRelations));
            same("functions", text, sorted(ours.functions()), sorted(theirs.functions()));
            same("constants", text, new HashSet<>(ours.constants()), constants(read, byStart, theirs.constants()));
            relations += theirRelations.size();
            functions += theirs.functions().size();
            constants += ours.constants().size();
            if (!theirs.tokens().isEmpty()) {
                same("tokens", text, starts(read), starts(read, theirs.tokens()));
                tokens += read.count();
            }
        }

        private void same(String what, String text, Object ours, Object theirs) {
            if (!ours.equals(theirs)) {
                differences.add(what + ": " + ours + " but " + theirs + ": " + text);
            }
        }

        /** Of those that are only recognised, what they say: there is nothing to hold against it. */
        private static List<String> kinds(List<Statement> statements, List<String> theirs) {
            List<String> kinds = new ArrayList<>();
            for (int i = 0; i < statements.size(); i++) {
                String same = i < theirs.size() ? theirs.get(i) : "";
                kinds.add(TreeFacts.kind(statements.get(i)).orElse(same));
            }
            return kinds;
        }

        private static Map<Integer, Integer> byStart(Tokens tokens) {
            Map<Integer, Integer> byStart = new HashMap<>();
            for (int i = 0; i < tokens.count(); i++) {
                byStart.put(tokens.start(i), i);
                if (tokens.kind(i) == TokenKind.NATIONAL_STRING) {
                    byStart.put(tokens.start(i) + 1, i); // Their scanner takes the N for a word.
                }
            }
            return byStart;
        }

        /** Their constants begin with a sign that was folded into them, and some stand for words that are none. */
        private static Set<Integer> constants(Tokens tokens, Map<Integer, Integer> byStart, List<Integer> locations) {
            Set<Integer> constants = new HashSet<>();
            for (int location : locations) {
                int token = byStart.getOrDefault(location, tokens.count());
                while (token < tokens.count() && (tokens.is(token, '-') || tokens.is(token, '('))) {
                    token++;
                }
                if (token < tokens.count() && (tokens.kind(token).isConstant() || isWordConstant(tokens, token))) {
                    constants.add(token);
                }
            }
            return constants;
        }

        private static boolean isWordConstant(Tokens tokens, int token) {
            return tokens.is(token, "true") || tokens.is(token, "false") || tokens.is(token, "null");
        }

        private static List<Integer> starts(Tokens tokens) {
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < tokens.count(); i++) {
                starts.add(tokens.start(i));
            }
            return starts;
        }

        /** Without comments, and without what is only a part of our token: a UESCAPE clause, the string behind an N. */
        private static List<Integer> starts(Tokens ours, List<LibpgQuery.Token> theirs) {
            Map<Integer, Integer> byStart = byStart(ours);
            List<Integer> starts = new ArrayList<>();
            int end = 0;
            for (LibpgQuery.Token token : theirs) {
                if (token.start() >= end && !token.name().contains("COMMENT")) {
                    starts.add(token.start());
                    int own = byStart.getOrDefault(token.start(), -1);
                    end = own >= 0 && isSeveralToThem(ours.kind(own)) ? ours.end(own) : 0;
                }
            }
            return starts;
        }

        private static boolean isSeveralToThem(TokenKind kind) {
            return kind == TokenKind.UNICODE_IDENTIFIER
                    || kind == TokenKind.UNICODE_STRING
                    || kind == TokenKind.NATIONAL_STRING;
        }

        private static List<String> sorted(List<String> values) {
            return values.stream().sorted().toList();
        }

        private static Optional<Tokens> lexed(String text) {
            try {
                return Optional.of(SqlLexer.lex(SqlText.of(text), LexerLimits.DEFAULT));
            } catch (LexicalError | InvalidSqlText e) {
                return Optional.empty();
            }
        }
    }
}
