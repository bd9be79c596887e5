package io.postern.deploy.e2e;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.ProofTerms;

/**
 * What a decision calls the things of the market by.
 *
 * @param masked columns for the identity that asks
 */
record MarketOids(Set<Long> relations, Set<String> views, Set<Long> functions, List<MaskedColumn> masked) {

    static MarketOids read(Connection oracle) throws SQLException {
        try (Statement statement = oracle.createStatement()) {
            Set<Long> relations = new HashSet<>();
            Set<String> views = new HashSet<>();
            try (ResultSet rows = statement.executeQuery("SELECT oid, relname, relkind = 'v' FROM pg_class"
                    + " WHERE relnamespace IN ('public'::regnamespace, 'archive'::regnamespace)"
                    + " AND relkind IN ('r', 'p', 'v', 'm')")) {
                while (rows.next()) {
                    relations.add(rows.getLong(1));
                    if (rows.getBoolean(3)) {
                        views.add(rows.getString(2));
                    }
                }
            }
            Set<Long> functions = new HashSet<>();
            try (ResultSet rows =
                    statement.executeQuery("SELECT oid FROM pg_proc WHERE pronamespace = 'lab'::regnamespace")) {
                while (rows.next()) {
                    functions.add(rows.getLong(1));
                }
            }
            return new MarketOids(relations, views, functions, List.of());
        }
    }

    MarketOids seenBy(List<MaskedColumn> columns) {
        return new MarketOids(relations, views, functions, columns);
    }

    Map<Long, Set<ProofTerms.Access>> all(Set<ProofTerms.Access> access) {
        return new HashMap<>(relations.stream().collect(Collectors.toMap(Function.identity(), unused -> access)));
    }

    boolean namesView(Tokens tokens) {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.WORD && views.contains(tokens.name(i))) {
                return true;
            }
        }
        return false;
    }
}
