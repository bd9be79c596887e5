package io.postern.proxy.adapter.admin;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What is shown. Thread-safe; none of it blocks. */
public interface AdminPages {

    /** Completes when everything that serves clients has shown a sign of life; never where something hangs. */
    CompletionStage<Void> signOfLife();

    /** Why clients should go elsewhere, in fixed words; empty where they may come. */
    Optional<String> notReady();

    /** In Prometheus' text format. */
    String metrics();
}
