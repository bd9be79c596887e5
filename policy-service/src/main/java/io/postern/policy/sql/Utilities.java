package io.postern.policy.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.sql.TokenKind;

/** Statements about the session rather than about rows: transactions, settings, cursors, prepared statements. */
final class Utilities {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Utilities(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Empty, with nothing consumed, where none of these statements begins. */
    Optional<StatementFacts> read() {
        return switch (cursor.word()) {
            case "begin" -> Optional.of(transaction("BEGIN", this::begin));
            case "start" -> Optional.of(transaction("START TRANSACTION", this::start));
            case "commit", "end" -> Optional.of(commit());
            case "rollback", "abort" -> Optional.of(rollback());
            case "savepoint" -> Optional.of(transaction("SAVEPOINT", cursor::name));
            case "release" -> Optional.of(transaction("RELEASE SAVEPOINT", this::savepoint));
            case "set" -> Optional.of(set());
            case "reset" -> Optional.of(reset());
            case "show" -> Optional.of(show());
            case "fetch" -> Optional.of(fetch("FETCH"));
            case "move" -> Optional.of(fetch("MOVE"));
            case "close" -> Optional.of(close());
            case "deallocate" -> Optional.of(deallocate());
            case "discard" -> Optional.of(discard());
            default -> Optional.empty();
        };
    }

    private StatementFacts transaction(String name, Runnable rest) {
        cursor.advance();
        rest.run();
        return StatementFacts.plain(StatementKind.TRANSACTION, name);
    }

    private void begin() {
        workOrTransaction();
        modes();
    }

    private void start() {
        cursor.expectWord("transaction");
        modes();
    }

    private void savepoint() {
        cursor.acceptWord("savepoint");
        cursor.name();
    }

    private void workOrTransaction() {
        if (!cursor.acceptWord("work")) {
            cursor.acceptWord("transaction");
        }
    }

    private StatementFacts commit() {
        boolean commit = cursor.isWord("commit");
        cursor.advance();
        if (commit && cursor.isWord("prepared")) {
            return twoPhase("COMMIT PREPARED");
        }
        workOrTransaction();
        chain();
        return StatementFacts.plain(StatementKind.TRANSACTION, "COMMIT");
    }

    private StatementFacts rollback() {
        boolean rollback = cursor.isWord("rollback");
        cursor.advance();
        if (rollback && cursor.isWord("prepared")) {
            return twoPhase("ROLLBACK PREPARED");
        }
        workOrTransaction();
        if (rollback && cursor.acceptWord("to")) {
            savepoint();
            return StatementFacts.plain(StatementKind.TRANSACTION, "ROLLBACK TO SAVEPOINT");
        }
        chain();
        return StatementFacts.plain(StatementKind.TRANSACTION, "ROLLBACK");
    }

    static StatementFacts twoPhase(String name) {
        return StatementFacts.recognised(
                StatementKind.OTHER, name, "Two-phase commit is not passed by this gate; use COMMIT or ROLLBACK.");
    }

    private void chain() {
        if (cursor.acceptWord("and")) {
            cursor.acceptWord("no");
            cursor.expectWord("chain");
        }
    }

    private void modes() {
        boolean more = cursor.isWord("isolation")
                || cursor.isWord("read")
                || cursor.isWord("not")
                || cursor.isWord("deferrable");
        while (more) {
            mode();
            more = cursor.acceptSelf(',')
                    || cursor.isWord("isolation")
                    || cursor.isWord("read")
                    || cursor.isWord("not")
                    || cursor.isWord("deferrable");
        }
    }

    private void mode() {
        if (cursor.acceptWords("isolation", "level")) {
            if (cursor.acceptWord("read")) {
                cursor.expectOneOf("committed", "uncommitted");
            } else if (cursor.acceptWord("repeatable")) {
                cursor.expectWord("read");
            } else {
                cursor.expectWord("serializable");
            }
        } else if (cursor.acceptWord("read")) {
            cursor.expectOneOf("only", "write");
        } else {
            cursor.acceptWord("not");
            cursor.expectWord("deferrable");
        }
    }

    private StatementFacts set() {
        cursor.advance();
        if (cursor.isWord("constraints")) {
            return constraints();
        }
        if (cursor.acceptWords("session", "characteristics")) {
            cursor.expectWord("as");
            cursor.expectWord("transaction");
            modes();
            return StatementFacts.plain(StatementKind.SET, "SET SESSION CHARACTERISTICS");
        }
        if (!cursor.acceptWord("local") && !cursor.word(1).equals("authorization")) {
            cursor.acceptWord("session");
        }
        if (cursor.isWord("session") || cursor.isWord("role")) {
            String name = cursor.isWord("role") ? "SET ROLE" : "SET SESSION AUTHORIZATION";
            return StatementFacts.recognised(
                    StatementKind.OTHER, name, name + " is not permitted: the role of a session is fixed.");
        }
        if (cursor.isWord("transaction")) {
            cursor.advance();
            if (cursor.isWord("snapshot")) {
                return StatementFacts.recognised(
                        StatementKind.OTHER, "SET TRANSACTION SNAPSHOT", "SET TRANSACTION SNAPSHOT is not permitted.");
            }
            modes();
            return StatementFacts.plain(StatementKind.TRANSACTION, "SET TRANSACTION");
        }
        if (cursor.acceptWords("time", "zone")) {
            timeZone();
            return StatementFacts.plain(StatementKind.SET, "SET timezone");
        }
        if (cursor.acceptWord("names")) {
            requireUtf8();
            return StatementFacts.plain(StatementKind.SET, "SET client_encoding");
        }
        return setting();
    }

    private void timeZone() {
        if (cursor.acceptWord("interval")) {
            if (!cursor.isStringConstant(0)) {
                throw cursor.unexpected();
            }
            cursor.advance();
            grammar.types.intervalFields();
        } else {
            value();
        }
    }

    private StatementFacts constraints() {
        cursor.advance();
        if (!cursor.acceptWord("all")) {
            do {
                grammar.relations.parts();
            } while (cursor.acceptSelf(','));
        }
        cursor.expectOneOf("deferred", "immediate");
        return StatementFacts.plain(StatementKind.TRANSACTION, "SET CONSTRAINTS");
    }

    private StatementFacts setting() {
        String name = settingName();
        if (!cursor.acceptSelf('=')) {
            cursor.expectWord("to");
        }
        if (cursor.acceptWord("default")) {
            requireHarmless(name);
        } else if (name.equals("client_encoding")) {
            requireUtf8();
        } else if (name.equals("standard_conforming_strings")) {
            requireOn();
        } else {
            requireHarmless(name);
            do {
                value();
            } while (cursor.acceptSelf(','));
        }
        return StatementFacts.plain(StatementKind.SET, "SET " + name);
    }

    private String settingName() {
        String name = cursor.name();
        if (cursor.isSelf('.')) {
            throw cursor.refuse("Custom settings cannot be used here.");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private void requireHarmless(String name) {
        if (!Settings.isHarmless(name)) {
            throw cursor.refuse("Setting " + name + " cannot be changed here.");
        }
    }

    private void value() {
        if (cursor.acceptSelf('-') || cursor.acceptSelf('+')) {
            if (!cursor.isKind(TokenKind.INTEGER) && !cursor.isKind(TokenKind.NUMERIC)) {
                throw cursor.unexpected();
            }
            cursor.advance();
        } else if (cursor.isConstant()) {
            cursor.advance();
        } else if (!cursor.acceptWord("on") && !cursor.acceptWord("true") && !cursor.acceptWord("false")) {
            cursor.name();
        }
    }

    private static final Set<String> UTF8 = Set.of("utf8", "'utf8'", "'utf-8'", "'unicode'", "\"utf8\"");

    private void requireUtf8() {
        if (!oneValue(UTF8)) {
            throw cursor.refuse("The client encoding has to stay UTF8.");
        }
    }

    private static final Set<String> ON = Set.of("on", "'on'", "true", "'true'", "1");

    private void requireOn() {
        if (!oneValue(ON)) {
            throw cursor.refuse("standard_conforming_strings has to stay on.");
        }
    }

    private boolean oneValue(Set<String> values) {
        if (cursor.atEnd() || !values.contains(asciiLowerCase(cursor.tokens().text(cursor.at())))) {
            return false;
        }
        cursor.advance();
        return true;
    }

    private static String asciiLowerCase(String text) {
        return text.chars().allMatch(c -> c < 128) ? text.toLowerCase(Locale.ROOT) : text;
    }

    private StatementFacts reset() {
        cursor.advance();
        if (cursor.acceptWords("time", "zone")) {
            return StatementFacts.plain(StatementKind.SET, "RESET timezone");
        }
        if (cursor.isWord("all") || cursor.isWord("role") || cursor.isWord("session")) {
            return StatementFacts.recognised(
                    StatementKind.OTHER,
                    "RESET",
                    "RESET of everything, of the role or of the session is not permitted; name one setting.");
        }
        String name = settingName();
        requireHarmless(name);
        return StatementFacts.plain(StatementKind.SET, "RESET " + name);
    }

    private StatementFacts show() {
        cursor.advance();
        if (cursor.acceptWords("time", "zone")) {
            return StatementFacts.plain(StatementKind.SHOW, "SHOW timezone");
        }
        if (cursor.acceptWords("transaction", "isolation")) {
            cursor.expectWord("level");
            return StatementFacts.plain(StatementKind.SHOW, "SHOW transaction_isolation");
        }
        String name = settingName();
        if (!Settings.isShown(name)) {
            throw cursor.refuse("Setting " + name + " cannot be shown here.");
        }
        return StatementFacts.plain(StatementKind.SHOW, "SHOW " + name);
    }

    private StatementFacts fetch(String name) {
        cursor.advance();
        switch (cursor.word()) {
            case "next", "prior", "first", "last", "all" -> {
                if (cursor.word(1).isEmpty() && !cursor.isQuoted(1)) {
                    cursor.name();
                    return StatementFacts.plain(StatementKind.CURSOR, name);
                }
                cursor.advance();
            }
            case "absolute", "relative" -> {
                cursor.advance();
                count();
            }
            case "forward", "backward" -> {
                cursor.advance();
                if (!cursor.acceptWord("all") && (cursor.isSelf('-') || cursor.isKind(TokenKind.INTEGER))) {
                    count();
                }
            }
            default -> {
                if (cursor.isSelf('-') || cursor.isKind(TokenKind.INTEGER)) {
                    count();
                }
            }
        }
        if (!cursor.acceptWord("from")) {
            cursor.acceptWord("in");
        }
        cursor.name();
        return StatementFacts.plain(StatementKind.CURSOR, name);
    }

    private void count() {
        cursor.acceptSelf('-');
        if (!cursor.acceptKind(TokenKind.INTEGER)) {
            throw cursor.unexpected();
        }
    }

    private StatementFacts close() {
        cursor.advance();
        if (!cursor.acceptWord("all")) {
            cursor.name();
        }
        return StatementFacts.plain(StatementKind.CURSOR, "CLOSE");
    }

    private StatementFacts deallocate() {
        cursor.advance();
        cursor.acceptWord("prepare");
        if (!cursor.acceptWord("all")) {
            cursor.name();
        }
        return StatementFacts.plain(StatementKind.PREPARED, "DEALLOCATE");
    }

    private StatementFacts discard() {
        cursor.advance();
        if (cursor.acceptWord("plans")) {
            return StatementFacts.plain(StatementKind.SET, "DISCARD PLANS");
        }
        return StatementFacts.recognised(
                StatementKind.OTHER, "DISCARD", "DISCARD would reset what guards this session; it is not permitted.");
    }
}
