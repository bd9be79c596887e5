package io.postern.policy.domain;

import java.util.List;

/**
 * A policy; immutable. The order of its entries means nothing.
 *
 * @param version hex SHA-256 of the document it was read from
 */
public record Policy(String name, String version, List<Admission> admissions, Provisions provisions, Proof proof) {

    public Policy {
        admissions = List.copyOf(admissions);
    }

    public List<Rule> rules() {
        return provisions.rules();
    }

    public List<MaskRule> masks() {
        return provisions.masks();
    }
}
