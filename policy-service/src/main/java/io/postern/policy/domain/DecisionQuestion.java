package io.postern.policy.domain;

import java.util.List;

import io.postern.pgwire.sql.Tokens;

/**
 * @param searchPath schemas in the order in which names are looked up, pg_catalog first where it is implicit
 */
public record DecisionQuestion(Asker asker, String database, List<String> searchPath, Tokens tokens) {

    public DecisionQuestion {
        searchPath = List.copyOf(searchPath);
    }
}
