package io.postern.proxy.proof;

import java.util.Map;

/**
 * What a server told of itself and of a database.
 *
 * @param operators their functions, by OID
 * @param systemRelations tables and views of pg_catalog and information_schema, as schema.name, by OID
 */
public record ServerFacts(int major, Map<Long, Long> operators, Map<Long, String> systemRelations) {

    public ServerFacts {
        operators = Map.copyOf(operators);
        systemRelations = Map.copyOf(systemRelations);
    }
}
