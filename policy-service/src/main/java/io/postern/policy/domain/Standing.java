package io.postern.policy.domain;

import io.postern.policy.analysis.Analyser;
import io.postern.policy.analysis.AnalysisContext;

/**
 * Where one asker stands in one database, under one search path: everything that follows of policy and catalog before any statement is
 * known. Thread-safe.
 */
final class Standing {

    private final Provisions provisions;
    private final Views views = new Views();
    private final Judgement.Bench bench;
    private final GuardPlans plans;
    private final FunctionGrants functions;
    private final GuardedReads reads;
    private final GuardedTargets targets;
    private final GuardedUtilities utilities;
    private final Proving proving;

    /**
     * @param provisions what is about the asker
     */
    Standing(Provisions provisions, AnalysisContext context, Analyser analyser) {
        this.provisions = provisions;
        this.bench = new Judgement.Bench(provisions.rules(), context.catalog());
        this.plans = new GuardPlans(provisions, context, analyser);
        this.functions = new FunctionGrants(provisions.functions(), context.catalog());
        this.reads = new GuardedReads(plans, views);
        this.targets = new GuardedTargets(plans, reads, functions);
        this.utilities = new GuardedUtilities(plans);
        this.proving = new Proving(context.catalog(), views, reads);
    }

    Provisions provisions() {
        return provisions;
    }

    Views views() {
        return views;
    }

    Judgement.Bench bench() {
        return bench;
    }

    GuardPlans plans() {
        return plans;
    }

    FunctionGrants functions() {
        return functions;
    }

    GuardedReads reads() {
        return reads;
    }

    GuardedTargets targets() {
        return targets;
    }

    GuardedUtilities utilities() {
        return utilities;
    }

    Proving proving() {
        return proving;
    }
}
