package io.postern.policy.analysis;

import java.util.List;

import io.postern.policy.catalog.Catalog;

/**
 * What a statement means depends on this.
 *
 * @param searchPath schemas in the order in which names are looked up, pg_catalog first where it is implicit
 */
public record AnalysisContext(Catalog catalog, List<String> searchPath) {

    public AnalysisContext {
        searchPath = List.copyOf(searchPath);
    }
}
