package io.postern.proxy.proof;

import java.util.List;

/**
 * What the meaning of a text depends on, beside the text.
 *
 * @param catalogVersion a later one is asked on another connection
 */
public record Standpoint(String database, String role, List<String> searchPath, String catalogVersion) {

    public Standpoint {
        searchPath = List.copyOf(searchPath);
    }
}
