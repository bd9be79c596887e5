package io.postern.pgsql.builtin;

import java.util.Set;

/**
 * Everything that PostgreSQL's expansion of a system view reads and calls, through further views too. None of it is safe outside
 * such an expansion.
 *
 * @param relationOids tables of pg_catalog
 * @param functionOids functions of pg_catalog, those behind operators included
 * @param views schema and name of the views on the way, itself aside; their object ids differ from server to server
 * @param informationSchemaFunctions names of functions there; their object ids differ from server to server
 */
public record ViewClosure(
        Set<Long> relationOids, Set<Long> functionOids, Set<String> views, Set<String> informationSchemaFunctions) {
    public ViewClosure {
        relationOids = Set.copyOf(relationOids);
        functionOids = Set.copyOf(functionOids);
        views = Set.copyOf(views);
        informationSchemaFunctions = Set.copyOf(informationSchemaFunctions);
    }
}
