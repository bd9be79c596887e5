package io.postern.proxy.catalog;

/** Takes snapshots; those that say nothing new are not published. Thread-safe; never blocks. */
public interface CatalogSink {
    void publish(DatabaseCatalog catalog);
}
