package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;

import io.postern.policy.catalog.Catalog;

/**
 * What a statement means depends on this.
 *
 * @param searchPath schemas in the order in which names are looked up; pg_catalog comes first where it is not among them
 */
public record AnalysisContext(Catalog catalog, List<String> searchPath) {

    private static final String PG_CATALOG = "pg_catalog";

    public AnalysisContext {
        searchPath = searchPath.contains(PG_CATALOG) ? List.copyOf(searchPath) : withCatalogFirst(searchPath);
    }

    private static List<String> withCatalogFirst(List<String> schemas) {
        List<String> all = new ArrayList<>(schemas.size() + 1);
        all.add(PG_CATALOG);
        all.addAll(schemas);
        return List.copyOf(all);
    }
}
