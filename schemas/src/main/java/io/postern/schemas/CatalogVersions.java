package io.postern.schemas;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

import io.postern.events.EventMeta;
import io.postern.state.catalog.CatalogPublished;

/**
 * The version of a catalog is a digest of its content. Who reads one computes it anew, so that nobody can put another
 * content under the version of a genuine one.
 */
public final class CatalogVersions {

    private static final EventMeta NO_META = EventMeta.newBuilder()
            .setEventId("")
            .setOccurredAt(Instant.EPOCH)
            .setProducer("")
            .setCorrelationId("")
            .setAggregateId("")
            .setSequence(0)
            .build();

    private CatalogVersions() {}

    /** Hex SHA-256 over the event's encoding without its meta and the version it claims. */
    public static String of(CatalogPublished catalog) {
        byte[] content = EventCodec.encode(CatalogPublished.newBuilder()
                .setMeta(NO_META)
                .setDatabase(catalog.getDatabase())
                .setVersion("")
                .setServerVersion(catalog.getServerVersion())
                .setRelations(catalog.getRelations())
                .setFunctions(catalog.getFunctions())
                .setOperators(catalog.getOperators())
                .setTypes(catalog.getTypes())
                .setCasts(catalog.getCasts())
                .build());
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
