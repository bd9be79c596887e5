package io.postern.policy.domain;

import java.util.List;

/**
 * A policy; immutable. The order of its entries means nothing.
 *
 * @param version hex SHA-256 of the document it was read from
 */
public record Policy(String name, String version, List<Admission> admissions, List<Rule> rules, List<MaskRule> masks) {

    public Policy {
        admissions = List.copyOf(admissions);
        rules = List.copyOf(rules);
        masks = List.copyOf(masks);
    }
}
