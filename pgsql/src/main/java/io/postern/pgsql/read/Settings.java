package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

import io.postern.pgsql.read.Options.Value;
import io.postern.pgsql.tree.Utility;
import io.postern.pgsql.tree.Utility.SetForm;
import io.postern.pgsql.tree.Utility.SetParameter;
import io.postern.pgsql.tree.Utility.TransactionVerb;
import io.postern.pgwire.sql.TokenKind;

/** SET, RESET, SHOW, DISCARD. */
final class Settings {

    private static final String TIME_ZONE = "timezone";
    private static final String ISOLATION = "transaction_isolation";
    private static final String SESSION_AUTHORIZATION = "session_authorization";

    private final TokenCursor cursor;
    private final Options options;
    private final Transactions transactions;

    Settings(TokenCursor cursor, Options options, Transactions transactions) {
        this.cursor = cursor;
        this.options = options;
        this.transactions = transactions;
    }

    Utility set() {
        int from = cursor.at();
        cursor.expect("set");
        if (cursor.is("constraints") && !namesSetting(1)) {
            return transactions.setConstraints(from);
        }
        boolean local = cursor.is("local") && !namesSetting(1);
        if (local || (cursor.is("session") && !namesSetting(1) && !isSpecialSession())) {
            cursor.advance();
        }
        return rest(local, from);
    }

    /** SESSION that belongs to SESSION AUTHORIZATION or SESSION CHARACTERISTICS. */
    private boolean isSpecialSession() {
        return cursor.is("session") && (cursor.is(1, "authorization") || isCharacteristics(1));
    }

    private boolean isCharacteristics(int ahead) {
        return cursor.is(ahead, "characteristics") && cursor.is(ahead + 1, "as");
    }

    /** Whether the word before is a setting's name by itself. */
    private boolean namesSetting(int ahead) {
        return cursor.is(ahead, "to")
                || cursor.isSelf(ahead, '=')
                || cursor.isSelf(ahead, '.')
                || cursor.is(ahead, "from");
    }

    /** What may also stand in CREATE FUNCTION and ALTER ROLE. */
    void settingOfDefinition() {
        rest(false, cursor.at());
    }

    private Utility rest(boolean local, int from) {
        if (namesSetting(1)) {
            return generic(local, from);
        }
        switch (cursor.keyword()) {
            case "transaction" -> {
                return transactions.setTransaction(from);
            }
            case "session" -> {
                if (isCharacteristics(1)) {
                    cursor.advance();
                    cursor.expectAll("characteristics", "as", "transaction");
                    transactions.modes(true);
                    return new Utility.Transaction(TransactionVerb.SET_SESSION_CHARACTERISTICS, cursor.since(from));
                }
                cursor.advance();
                cursor.expect("authorization");
                return authorization(local, from);
            }
            case "time" -> {
                cursor.advance();
                cursor.expect("zone");
                return zone(local, from);
            }
            case "schema" -> {
                cursor.advance();
                return special(SetForm.SCHEMA, "search_path", local, Value.ofSlot(options.string()), from);
            }
            case "names" -> {
                cursor.advance();
                return names(local, from);
            }
            case "role" -> {
                cursor.advance();
                return special(SetForm.ROLE, "role", local, options.nonReservedOrString(), from);
            }
            case "xml" -> {
                cursor.advance();
                cursor.expect("option");
                String option = cursor.expectAnyOf("document", "content");
                return special(SetForm.XML_OPTION, "xmloption", local, Value.ofWord(option), from);
            }
            default -> {
                return generic(local, from);
            }
        }
    }

    private SetParameter authorization(boolean local, int from) {
        if (cursor.accept("default")) {
            return toDefault(SetForm.SESSION_AUTHORIZATION, SESSION_AUTHORIZATION, local, from);
        }
        Value role = options.nonReservedOrString();
        return special(SetForm.SESSION_AUTHORIZATION, SESSION_AUTHORIZATION, local, role, from);
    }

    private SetParameter names(boolean local, int from) {
        String setting = "client_encoding";
        if (cursor.isString()) {
            return special(SetForm.NAMES, setting, local, Value.ofSlot(options.string()), from);
        }
        cursor.accept("default");
        return toDefault(SetForm.NAMES, setting, local, from);
    }

    private SetParameter zone(boolean local, int from) {
        if (cursor.isAnyOf("default", "local")) {
            cursor.advance();
            return toDefault(SetForm.TIME_ZONE, TIME_ZONE, local, from);
        }
        return special(SetForm.TIME_ZONE, TIME_ZONE, local, zoneValue(), from);
    }

    private Value zoneValue() {
        if (options.isNumber()) {
            return Value.ofSlot(options.number());
        }
        if (cursor.accept("interval")) {
            return Value.ofSlot(intervalOfHours());
        }
        if (cursor.isPlainIdentifier(0)) {
            return options.nonReservedOrString();
        }
        return Value.ofSlot(options.string());
    }

    private int intervalOfHours() {
        if (cursor.acceptSelf('(')) {
            if (!cursor.acceptKind(TokenKind.INTEGER)) {
                throw cursor.unexpected();
            }
            cursor.expectSelf(')');
            return options.string();
        }
        int slot = options.string();
        if (cursor.accept("hour") && cursor.accept("to")) {
            cursor.expect("minute");
        }
        return slot;
    }

    private SetParameter generic(boolean local, int from) {
        String setting = setting();
        if (cursor.accept("from")) {
            cursor.expect("current");
            return toDefault(SetForm.SETTING, setting, local, from);
        }
        if (!cursor.acceptSelf('=')) {
            cursor.expect("to");
        }
        if (cursor.accept("default")) {
            return toDefault(SetForm.SETTING, setting, local, from);
        }
        List<String> words = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        do {
            if (options.isNumber()) {
                slots.add(options.number());
            } else {
                Value value = options.wordOrString();
                value.word().ifPresent(words::add);
                slots.addAll(value.slots());
            }
        } while (cursor.acceptSelf(','));
        return new SetParameter(SetForm.SETTING, local, setting, false, words, slots, cursor.since(from));
    }

    private SetParameter toDefault(SetForm form, String setting, boolean local, int from) {
        return new SetParameter(form, local, setting, true, List.of(), List.of(), cursor.since(from));
    }

    private SetParameter special(SetForm form, String setting, boolean local, Value value, int from) {
        List<String> words = value.word().map(List::of).orElseGet(List::of);
        return new SetParameter(form, local, setting, false, words, value.slots(), cursor.since(from));
    }

    /** {@code var_name}, in lower case as the server compares it. */
    private String setting() {
        StringJoiner name = new StringJoiner(".");
        do {
            name.add(Words.lower(cursor.columnName().text()));
        } while (cursor.acceptSelf('.'));
        return name.toString();
    }

    Utility reset() {
        int from = cursor.at();
        cursor.expect("reset");
        Optional<String> setting = settingOrAll();
        return new Utility.ResetParameter(setting, cursor.since(from));
    }

    /** What may also stand in CREATE FUNCTION and ALTER ROLE. */
    void resetOfDefinition() {
        settingOrAll();
    }

    Utility show() {
        int from = cursor.at();
        cursor.expect("show");
        Optional<String> setting = settingOrAll();
        return new Utility.ShowParameter(setting, cursor.since(from));
    }

    private Optional<String> settingOrAll() {
        if (cursor.accept("all")) {
            return Optional.empty();
        }
        if (cursor.acceptAll("time", "zone")) {
            return Optional.of(TIME_ZONE);
        }
        if (cursor.acceptAll("transaction", "isolation", "level")) {
            return Optional.of(ISOLATION);
        }
        if (cursor.acceptAll("session", "authorization")) {
            return Optional.of(SESSION_AUTHORIZATION);
        }
        return Optional.of(setting());
    }

    Utility discard() {
        int from = cursor.at();
        cursor.expect("discard");
        String what = cursor.expectAnyOf("all", "plans", "sequences", "temp", "temporary");
        return new Utility.Discard(what, cursor.since(from));
    }
}
