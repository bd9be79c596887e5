package io.postern.policy.catalog;

/** Schema and name, spelled as in the catalog: folded and without quotes. */
public record QualifiedName(String schema, String name) {

    /** For people: {@code schema.name}. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
