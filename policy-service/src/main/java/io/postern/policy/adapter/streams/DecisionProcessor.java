package io.postern.policy.adapter.streams;

import java.util.Optional;
import java.util.Set;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.events.Principal;
import io.postern.events.decision.AdmissionRequested;
import io.postern.events.decision.DecisionMade;
import io.postern.events.decision.DecisionRequested;
import io.postern.identity.signing.RefusedEvents;
import io.postern.pgwire.sql.Fingerprint;
import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.domain.AdmissionDecision;
import io.postern.policy.domain.Asker;
import io.postern.policy.domain.Decider;
import io.postern.policy.domain.Decision;
import io.postern.policy.domain.DecisionQuestion;
import io.postern.policy.domain.Policy;
import io.postern.schemas.DecisionKeys;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.Topics;

/** Answers every request that can be read; a request that cannot be is skipped, so that none stops the others. */
final class DecisionProcessor implements Processor<String, SpecificRecord, String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionProcessor.class);

    /** A version that no proxy knows as the latest: the answer is for this one request. */
    private static final String NO_VERSION = "";

    private static final String FOREIGN_KEY = "its key is not that of its question";

    private final Decider decider;
    private final Answers answers;
    private final Knowledge.Source source;
    private final Signatures signatures;
    private final RefusedEvents refused;

    @SuppressWarnings("NullAway.Init") // set by init, before anything else
    private ProcessorContext<String, byte[]> context;

    @SuppressWarnings("NullAway.Init") // set by init, before anything else
    private Knowledge knowledge;

    DecisionProcessor(
            Decider decider, Answers answers, Knowledge.Source source, Signatures signatures, RefusedEvents refused) {
        this.decider = decider;
        this.answers = answers;
        this.source = source;
        this.signatures = signatures;
        this.refused = refused;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        knowledge = new Knowledge(source, processorContext);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() instanceof DecisionRequested request) {
            onDecision(request, record.timestamp());
        } else if (record.value() instanceof AdmissionRequested request) {
            onAdmission(request, record.timestamp());
        } else {
            LOG.atWarn().addKeyValue("topic", "decisions.requests").log("skipped a record that is no request");
        }
    }

    private void onAdmission(AdmissionRequested request, long timestamp) {
        if (request.getKey().equals(DecisionKeys.admission(request.getPrincipal(), request.getDatabase()))) {
            answer(request.getKey(), admit(request), timestamp);
        } else {
            refuse(FOREIGN_KEY);
        }
    }

    private void onDecision(DecisionRequested request, long timestamp) {
        Optional<String> fault = fault(request);
        if (fault.isPresent()) {
            refuse(fault.get());
        } else {
            answer(request.getKey(), decide(request), timestamp);
        }
    }

    /** A signed answer under the key of another question would open what was not asked about. */
    private static Optional<String> fault(DecisionRequested request) {
        String key = DecisionKeys.statement(
                request.getPrincipal(),
                request.getDatabase(),
                request.getDatabaseRole(),
                request.getSearchPath(),
                request.getFingerprint());
        if (!request.getKey().equals(key)) {
            return Optional.of(FOREIGN_KEY);
        }
        try {
            return Fingerprint.of(tokens(request)).hex().equals(request.getFingerprint())
                    ? Optional.empty()
                    : Optional.of("asks about another statement than its fingerprint says");
        } catch (LexicalError | RuntimeException e) {
            // What cannot be read is denied.
            return Optional.empty();
        }
    }

    private static Tokens tokens(DecisionRequested request) throws LexicalError {
        return SqlLexer.lex(SqlText.of(SealedTexts.open(request.getText())), LexerLimits.DEFAULT);
    }

    private void answer(String key, SpecificRecord answer, long timestamp) {
        ProducerRecord<String, byte[]> signed = signatures.sign(Topics.DECISION_STATE, key, answer);
        context.forward(new Record<>(signed.key(), signed.value(), timestamp, signed.headers()));
    }

    private void refuse(String reason) {
        context.recordMetadata()
                .ifPresent(
                        position -> refused.refused(position.topic(), position.partition(), position.offset(), reason));
    }

    private SpecificRecord admit(AdmissionRequested request) {
        Optional<Policy> policy = knowledge.policy();
        AdmissionDecision decision = policy.map(
                        known -> AdmissionDecision.decide(known, asker(request.getPrincipal()), request.getDatabase()))
                .orElseGet(() -> new AdmissionDecision(
                        Optional.empty(), Decision.DEFAULT_DENY, "No policy is in force yet; try again."));
        return answers.admission(request, decision, policy.map(Policy::version).orElse(NO_VERSION));
    }

    private DecisionMade decide(DecisionRequested request) {
        try {
            return decided(request);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("fingerprint", request.getFingerprint())
                    .addKeyValue("error", e.getClass().getName())
                    .log("a decision failed; answered with a denial");
            Decision denial = Decider.unreadable("The statement could not be decided.");
            return answers.decision(request, denial, null, new Answers.Basis(NO_VERSION, NO_VERSION));
        }
    }

    private DecisionMade decided(DecisionRequested request) {
        Optional<Policy> policy = knowledge.policy();
        Optional<Catalog> catalog = knowledge.catalog(request.getDatabase());
        Answers.Basis basis = new Answers.Basis(
                policy.map(Policy::version).orElse(NO_VERSION),
                catalog.map(Catalog::version).orElse(NO_VERSION));
        if (policy.isEmpty() || catalog.isEmpty()) {
            String missing = policy.isEmpty() ? "No policy is in force" : "The catalog of this database is not known";
            return answers.decision(request, Decider.unreadable(missing + " yet; try again."), null, basis);
        }
        Tokens tokens;
        try {
            tokens = tokens(request);
        } catch (LexicalError | InvalidSqlText e) {
            return answers.decision(
                    request, Decider.unreadable("The statement is not valid: " + e.getMessage() + "."), null, basis);
        }
        Decision decision = decider.decide(
                policy.get(),
                catalog.get(),
                new DecisionQuestion(
                        asker(request.getPrincipal()), request.getDatabase(), request.getSearchPath(), tokens));
        return answers.decision(request, decision, tokens, basis);
    }

    private static Asker asker(Principal principal) {
        return new Asker(Set.copyOf(principal.getGroups()));
    }
}
