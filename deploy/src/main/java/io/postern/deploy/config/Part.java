package io.postern.deploy.config;

import java.util.Locale;

/** The services a file can configure; each has the section of its name. */
public enum Part {
    PROXY,
    POLICY,
    APPROVAL,
    AUDIT;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
