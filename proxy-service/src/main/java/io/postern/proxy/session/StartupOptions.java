package io.postern.proxy.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The startup parameter {@code options}: command-line switches of a server process (PostgreSQL manual, "Start-up" and the
 * reference page of {@code postgres}). Only {@code -c name=value} and {@code --name=value} are understood.
 */
final class StartupOptions {

    private StartupOptions() {}

    /** The settings in their order; empty where anything else is asked for. */
    static Optional<List<Map.Entry<String, String>>> settings(String options) {
        List<Map.Entry<String, String>> settings = new ArrayList<>();
        Iterator<String> switches = split(options).iterator();
        while (switches.hasNext()) {
            String given = switches.next();
            String setting;
            if (given.equals("-c") && switches.hasNext()) {
                setting = switches.next();
            } else if (given.startsWith("-c") || given.startsWith("--")) {
                setting = given.substring(2);
            } else {
                return Optional.empty();
            }
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                return Optional.empty();
            }
            settings.add(Map.entry(setting.substring(0, equals).replace('-', '_'), setting.substring(equals + 1)));
        }
        return Optional.of(settings);
    }

    /** At white space; a backslash takes the next character as it is. */
    private static List<String> split(String options) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        for (int i = 0; i < options.length(); i++) {
            char c = options.charAt(i);
            if (c == '\\') {
                inWord = true;
                if (++i < options.length()) {
                    word.append(options.charAt(i));
                }
            } else if (" \t\n\u000b\f\r".indexOf(c) < 0) {
                inWord = true;
                word.append(c);
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
