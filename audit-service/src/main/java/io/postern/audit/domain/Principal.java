package io.postern.audit.domain;

import java.util.List;

/** Who a token said was there. */
public record Principal(String issuer, String subject, List<String> groups) {

    public Principal {
        groups = List.copyOf(groups);
    }
}
