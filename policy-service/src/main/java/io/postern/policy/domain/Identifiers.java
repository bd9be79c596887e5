package io.postern.policy.domain;

import io.postern.policy.catalog.QualifiedName;

/** Names as PostgreSQL takes them letter by letter. */
final class Identifiers {

    private Identifiers() {}

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String quoted(QualifiedName name) {
        return quoted(name.schema()) + "." + quoted(name.name());
    }
}
