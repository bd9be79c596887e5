package io.postern.approval.domain;

import java.util.List;

/** Who asks or decides, as a verified token named them. The same person has the same issuer and subject. */
public record Principal(String issuer, String subject, List<String> groups) {

    public Principal {
        groups = groups.stream().sorted().distinct().toList();
    }

    boolean isSamePersonAs(Principal other) {
        return issuer.equals(other.issuer) && subject.equals(other.subject);
    }

    boolean isInOneOf(List<String> some) {
        return groups.stream().anyMatch(some::contains);
    }
}
