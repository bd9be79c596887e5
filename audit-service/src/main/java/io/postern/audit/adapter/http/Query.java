package io.postern.audit.adapter.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import io.postern.audit.domain.Verdict;
import io.vertx.ext.web.RoutingContext;

/** Reads query parameters; throws {@link BadRequest} for values that mean nothing. */
final class Query {

    private static final int MAX_CHARS = 500;

    private Query() {}

    static Optional<String> text(RoutingContext ctx, String name) {
        String value = ctx.request().getParam(name);
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() > MAX_CHARS) {
            throw new BadRequest(name + " is longer than " + MAX_CHARS + " characters");
        }
        return Optional.of(value);
    }

    static int limit(RoutingContext ctx, int standard, int most) {
        String wrong = "limit is not a number from 1 to " + most;
        return text(ctx, "limit")
                .map(value -> {
                    try {
                        int limit = Integer.parseInt(value);
                        if (limit < 1 || limit > most) {
                            throw new BadRequest(wrong);
                        }
                        return limit;
                    } catch (NumberFormatException e) {
                        throw new BadRequest(wrong);
                    }
                })
                .orElse(standard);
    }

    static Optional<Verdict> verdict(RoutingContext ctx) {
        return text(ctx, "verdict")
                .map(value -> Arrays.stream(Verdict.values())
                        .filter(verdict -> verdict.name().equals(value.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new BadRequest("verdict is not one of allow, deny, park, unknown")));
    }
}
