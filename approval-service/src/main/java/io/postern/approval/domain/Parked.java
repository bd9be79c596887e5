package io.postern.approval.domain;

import java.util.List;

/** The statement that waits, exactly as it will run, and where. */
public record Parked(
        String database, String databaseRole, List<String> searchPath, String statement, List<Parameter> parameters) {

    public Parked {
        searchPath = List.copyOf(searchPath);
        parameters = List.copyOf(parameters);
    }

    @Override
    public String toString() {
        return "Parked[" + database + ", " + databaseRole + ", statement=<" + statement.length() + " chars>]";
    }
}
