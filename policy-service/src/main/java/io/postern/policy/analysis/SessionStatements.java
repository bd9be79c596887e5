package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Utility;

/** Statements about the session rather than about rows: transactions, settings, cursors, prepared statements. */
final class SessionStatements {

    private static final Set<String> UTF8 = Set.of("utf8", "utf-8", "unicode");
    private static final Set<String> ON = Set.of("on", "true", "1");

    private final Pass pass;

    SessionStatements(Pass pass) {
        this.pass = pass;
    }

    StatementAnalysis any(Utility utility) {
        if (utility instanceof Utility.Transaction transaction) {
            return transaction(transaction);
        }
        if (utility instanceof Utility.SetParameter set) {
            return set(set);
        }
        if (utility instanceof Utility.ResetParameter reset) {
            return reset(reset);
        }
        if (utility instanceof Utility.ShowParameter show) {
            return show(show);
        }
        if (utility instanceof Utility.Fetch fetch) {
            return plain(StatementKind.CURSOR, fetch.move() ? "MOVE" : "FETCH", fetch);
        }
        if (utility instanceof Utility.CloseCursor) {
            return plain(StatementKind.CURSOR, "CLOSE", utility);
        }
        if (utility instanceof Utility.Deallocate) {
            return plain(StatementKind.PREPARED, "DEALLOCATE", utility);
        }
        if (utility instanceof Utility.Discard discard) {
            return discard.what().equalsIgnoreCase("plans")
                    ? plain(StatementKind.SET, "DISCARD PLANS", discard)
                    : refused("DISCARD", "DISCARD would reset what guards this session; it is not permitted.", discard);
        }
        throw new NotAnalysable(
                "The statement is not understood.", utility.span().from());
    }

    private static StatementAnalysis plain(StatementKind kind, String name, Utility utility) {
        return Utilities.plain(kind, name, Optional.empty(), utility);
    }

    private static StatementAnalysis refused(String name, String why, Utility utility) {
        return Utilities.recognised(StatementKind.OTHER, name, why, utility);
    }

    private static StatementAnalysis transaction(Utility.Transaction transaction) {
        String name = transaction.verb().name().replace('_', ' ');
        return switch (transaction.verb()) {
            case BEGIN,
                    COMMIT,
                    ROLLBACK,
                    SAVEPOINT,
                    RELEASE_SAVEPOINT,
                    ROLLBACK_TO_SAVEPOINT,
                    SET_TRANSACTION,
                    SET_CONSTRAINTS -> plain(StatementKind.TRANSACTION, name, transaction);
            case SET_SESSION_CHARACTERISTICS -> plain(StatementKind.SET, name, transaction);
            case PREPARE_TRANSACTION, COMMIT_PREPARED, ROLLBACK_PREPARED ->
                refused(name, "Two-phase commit is not passed by this gate; use COMMIT or ROLLBACK.", transaction);
            case SET_TRANSACTION_SNAPSHOT -> refused(name, "SET TRANSACTION SNAPSHOT is not permitted.", transaction);
        };
    }

    private StatementAnalysis set(Utility.SetParameter set) {
        int token = set.span().from();
        return switch (set.form()) {
            case ROLE -> refused("SET ROLE", fixedRole("SET ROLE"), set);
            case SESSION_AUTHORIZATION ->
                refused("SET SESSION AUTHORIZATION", fixedRole("SET SESSION AUTHORIZATION"), set);
            case TIME_ZONE -> plain(StatementKind.SET, "SET timezone", set);
            case NAMES -> {
                requireUtf8(set);
                yield plain(StatementKind.SET, "SET client_encoding", set);
            }
            case XML_OPTION, CATALOG, SCHEMA ->
                throw new NotAnalysable("Setting " + set.setting() + " cannot be changed here.", token);
            case SETTING -> setting(set);
        };
    }

    private static String fixedRole(String name) {
        return name + " is not permitted: the role of a session is fixed.";
    }

    private StatementAnalysis setting(Utility.SetParameter set) {
        String name = set.setting();
        if (name.equals("role") || name.equals("session_authorization")) {
            return refused("SET " + name, fixedRole("SET " + name), set);
        }
        if (set.toDefault()) {
            requireHarmless(name, set);
        } else if (name.equals("client_encoding")) {
            requireUtf8(set);
        } else if (name.equals("standard_conforming_strings")) {
            if (!oneValue(set, ON)) {
                throw new NotAnalysable(
                        "standard_conforming_strings has to stay on.",
                        set.span().from());
            }
        } else {
            requireHarmless(name, set);
        }
        return plain(StatementKind.SET, "SET " + name, set);
    }

    private static void requireHarmless(String name, Utility utility) {
        if (name.contains(".")) {
            throw new NotAnalysable(
                    "Custom settings cannot be used here.", utility.span().from());
        }
        if (!Settings.isHarmless(name)) {
            throw new NotAnalysable(
                    "Setting " + name + " cannot be changed here.",
                    utility.span().from());
        }
    }

    private void requireUtf8(Utility.SetParameter set) {
        if (set.toDefault() || !oneValue(set, UTF8)) {
            throw new NotAnalysable(
                    "The client encoding has to stay UTF8.", set.span().from());
        }
    }

    private boolean oneValue(Utility.SetParameter set, Set<String> values) {
        List<String> given = new ArrayList<>(set.words());
        set.slots().forEach(slot -> given.add(literal(slot)));
        return given.size() == 1 && values.contains(asciiLowerCase(given.get(0)));
    }

    /** Of a plain string, its content; else as spelled. */
    private String literal(int slot) {
        String text = pass.tokens.text(pass.tokens.tokenOfSlot(slot));
        boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static String asciiLowerCase(String text) {
        return text.chars().allMatch(c -> c < 128) ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static StatementAnalysis reset(Utility.ResetParameter reset) {
        String name = reset.setting().orElse("");
        if (name.isEmpty() || name.equals("role") || name.equals("session_authorization")) {
            return refused(
                    "RESET",
                    "RESET of everything, of the role or of the session is not permitted; name one setting.",
                    reset);
        }
        requireHarmless(name, reset);
        return plain(StatementKind.SET, "RESET " + name, reset);
    }

    private static StatementAnalysis show(Utility.ShowParameter show) {
        String name = show.setting()
                .orElseThrow(() -> new NotAnalysable(
                        "Setting all cannot be shown here.", show.span().from()));
        if (!Settings.isShown(name)) {
            throw new NotAnalysable(
                    "Setting " + name + " cannot be shown here.", show.span().from());
        }
        return plain(StatementKind.SHOW, "SHOW " + name, show);
    }
}
