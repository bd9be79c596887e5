package io.postern.policy.adapter.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.events.policy.PolicyPublished;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.document.PolicyDocument;
import io.postern.policy.document.PolicyInvalid;
import io.postern.policy.domain.Policy;
import io.postern.schemas.CatalogVersions;
import io.postern.state.catalog.CatalogPublished;

/** The policy and the catalogs in force, translated once per change. Confined to one processor. */
final class Knowledge {

    private static final Logger LOG = LoggerFactory.getLogger(Knowledge.class);

    /**
     * @param generation counts the changes of both stores
     */
    record Source(String policyName, AtomicLong generation) {}

    private final Source source;
    private final ReadOnlyKeyValueStore<String, SpecificRecord> policies;
    private final ReadOnlyKeyValueStore<String, SpecificRecord> catalogs;
    private final Map<String, Optional<Catalog>> knownCatalogs = new HashMap<>();
    private Optional<Policy> knownPolicy = Optional.empty();
    private boolean policyRead;
    private long generation;

    Knowledge(Source source, ProcessorContext<?, ?> context) {
        this.source = source;
        this.policies = context.getStateStore(PolicyTopology.POLICIES);
        this.catalogs = context.getStateStore(PolicyTopology.CATALOGS);
    }

    Optional<Policy> policy() {
        refresh();
        if (!policyRead) {
            policyRead = true;
            knownPolicy =
                    latest(policies, source.policyName(), PolicyPublished.class).flatMap(Knowledge::parse);
        }
        return knownPolicy;
    }

    Optional<Catalog> catalog(String database) {
        refresh();
        return knownCatalogs.computeIfAbsent(
                database,
                name -> latest(catalogs, name, CatalogPublished.class)
                        .filter(Knowledge::isWhatItsVersionSays)
                        .map(CatalogTranslation::catalog));
    }

    /** Proxies use decisions made from the catalog that they read themselves, by this version. */
    private static boolean isWhatItsVersionSays(CatalogPublished published) {
        boolean genuine = CatalogVersions.of(published).equals(published.getVersion());
        if (!genuine) {
            LOG.atError()
                    .addKeyValue("database", published.getDatabase())
                    .log("a catalog is not what its version says");
        }
        return genuine;
    }

    private void refresh() {
        long current = source.generation().get();
        if (current != generation) {
            generation = current;
            policyRead = false;
            knownCatalogs.clear();
        }
    }

    private static <T> Optional<T> latest(
            ReadOnlyKeyValueStore<String, SpecificRecord> store, String key, Class<T> type) {
        return Optional.ofNullable(store.get(key)).filter(type::isInstance).map(type::cast);
    }

    private static Optional<Policy> parse(PolicyPublished published) {
        try {
            return Optional.of(PolicyDocument.read(published.getDocument()));
        } catch (PolicyInvalid e) {
            LOG.atError()
                    .addKeyValue("policyVersion", published.getVersion())
                    .addKeyValue("problems", e.problems().size())
                    .log("the published policy cannot be read; everything is denied");
            return Optional.empty();
        }
    }
}
