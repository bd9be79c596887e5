package io.postern.proxy.adapter.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Signed answers by key, several to a key. What was read in bulk is checked when it is first asked for, so that a large
 * topic does not slow the start; one that turns out to be forged is dropped and does not hide genuine ones. Thread-safe.
 */
final class SignedTable<T> {

    private static final int MAX_KEYS = 100_000;

    /** Beyond, the oldest of a key's answers go. */
    private static final int MAX_VARIANTS = 16;

    /** How answers to one key relate. */
    interface Scope<T> {

        /** Whether both answer the same, so that the later replaces the earlier. */
        boolean isSame(T one, T other);

        /** Whether an answer can be of use under what is in force. */
        boolean isUsable(T answer);
    }

    private final Cache<String, List<Vouched<T>>> entries =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).build();
    private final Scope<T> scope;

    SignedTable(Scope<T> scope) {
        this.scope = scope;
    }

    /** About how many keys have an answer. */
    long size() {
        return entries.estimatedSize();
    }

    void add(String key, Vouched<T> added) {
        entries.asMap().merge(key, List.of(added), (known, one) -> merged(known, added));
    }

    /** The latest genuine answer that is wanted. */
    Optional<T> find(String key, Predicate<T> wanted) {
        List<Vouched<T>> known = entries.getIfPresent(key);
        if (known == null) {
            return Optional.empty();
        }
        for (Vouched<T> entry : known) {
            if (wanted.test(entry.content())) {
                if (entry.holds()) {
                    return Optional.of(entry.content());
                }
                drop(key, entry);
            }
        }
        return Optional.empty();
    }

    private void drop(String key, Vouched<T> forged) {
        entries.asMap().computeIfPresent(key, (same, known) -> {
            List<Vouched<T>> rest =
                    known.stream().filter(entry -> entry != forged).toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    /** Only a proven answer makes others go; an earlier one that is written again does not replace a later one. */
    private List<Vouched<T>> merged(List<Vouched<T>> known, Vouched<T> added) {
        if (added.isProven() && known.stream().anyMatch(entry -> entry.isProven() && replaces(entry, added))) {
            return known;
        }
        List<Vouched<T>> kept = new ArrayList<>();
        for (Vouched<T> entry : known) {
            if (!added.isProven() || (scope.isUsable(entry.content()) && !replaces(added, entry))) {
                kept.add(entry);
            }
        }
        // Before those of the same time: what was written last counts.
        kept.add(0, added);
        kept.sort(Comparator.comparing((Vouched<T> entry) -> entry.occurredAt()).reversed());
        return List.copyOf(kept.subList(0, Math.min(kept.size(), MAX_VARIANTS)));
    }

    private boolean replaces(Vouched<T> later, Vouched<T> earlier) {
        return scope.isSame(later.content(), earlier.content())
                && !later.occurredAt().isBefore(earlier.occurredAt());
    }
}
