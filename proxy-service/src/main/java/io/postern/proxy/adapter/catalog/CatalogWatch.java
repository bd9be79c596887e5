package io.postern.proxy.adapter.catalog;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.proxy.catalog.CatalogSink;
import io.postern.proxy.config.DatabaseTarget;

/**
 * Keeps the published catalogs fresh: at start, on a timer, and as soon as a statement that may have changed one went
 * through. A database that cannot be reached is tried again soon. Thread-safe.
 */
public final class CatalogWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Map<String, DatabaseTarget> targets = new LinkedHashMap<>();
    private final CatalogSink sink;
    private final ScheduledExecutorService thread;

    /** Databases that are about to be read. */
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    private CatalogWatch(List<DatabaseTarget> databases, CatalogSink sink) {
        databases.forEach(database -> targets.put(database.name(), database));
        this.sink = sink;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread named = new Thread(task, "catalog-watch");
            named.setDaemon(true);
            return named;
        });
    }

    public static CatalogWatch start(List<DatabaseTarget> databases, CatalogSink sink) {
        CatalogWatch watch = new CatalogWatch(databases, sink);
        watch.targets.values().forEach(target -> watch.thread.execute(() -> watch.refreshAndSchedule(target)));
        return watch;
    }

    /** Reads the database's catalog again, soon; what asks while a reading is yet to begin is served by that one. */
    public void refresh(String database) {
        DatabaseTarget target = targets.get(database);
        if (target != null && !thread.isShutdown() && awaited.add(database)) {
            thread.execute(() -> {
                awaited.remove(database);
                refresh(target);
            });
        }
    }

    private void refreshAndSchedule(DatabaseTarget target) {
        Duration next = refresh(target) ? PERIOD : RETRY;
        if (!thread.isShutdown()) {
            thread.schedule(() -> refreshAndSchedule(target), next.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean refresh(DatabaseTarget target) {
        try {
            sink.publish(CatalogReader.read(target));
            return true;
        } catch (SQLException | IllegalStateException e) {
            LOG.atWarn()
                    .addKeyValue("database", target.name())
                    .addKeyValue("error", e.getMessage())
                    .log("cannot read the catalog");
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
