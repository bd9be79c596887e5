package io.postern.audit.adapter.store;

/** Text as PostgreSQL can hold it: without U+0000, for which the type text has no room. */
final class StoredText {

    private StoredText() {}

    /** The text with U+FFFD in place of U+0000; the exact text stays in the event's bytes. */
    static String of(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
