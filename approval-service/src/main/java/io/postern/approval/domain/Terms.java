package io.postern.approval.domain;

import java.util.List;

/**
 * What an approval is asked under.
 *
 * @param binding digest, in hexadecimal, over everything the approval is bound to; a grant echoes it
 */
public record Terms(
        String binding,
        List<RuleReason> reasons,
        List<String> approverGroups,
        String policyVersion,
        String catalogVersion) {

    public Terms {
        reasons = List.copyOf(reasons);
        approverGroups = List.copyOf(approverGroups);
    }
}
