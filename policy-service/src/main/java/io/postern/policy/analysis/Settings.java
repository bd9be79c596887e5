package io.postern.policy.analysis;

import java.util.Set;

/** Settings by what a client may do with them. Custom settings, which have a dot in their name, are never among them. */
final class Settings {

    /** Their value changes how results look or when a statement gives up, never what it reads. */
    private static final Set<String> HARMLESS = Words.of("""
            application_name bytea_output client_min_messages datestyle extra_float_digits geqo
            idle_in_transaction_session_timeout intervalstyle jit lock_timeout statement_timeout timezone""");

    /** Besides the harmless ones. */
    private static final Set<String> SHOWN = Words.of("""
            block_size client_encoding default_transaction_deferrable default_transaction_isolation
            default_transaction_read_only in_hot_standby integer_datetimes lc_collate lc_ctype lc_messages lc_monetary
            lc_numeric lc_time max_connections max_identifier_length max_index_keys search_path server_encoding
            server_version server_version_num standard_conforming_strings transaction_deferrable transaction_isolation
            transaction_read_only""");

    private Settings() {}

    static boolean isHarmless(String name) {
        return HARMLESS.contains(name);
    }

    static boolean isShown(String name) {
        return HARMLESS.contains(name) || SHOWN.contains(name);
    }
}
