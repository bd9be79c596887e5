package io.postern.proxy.adapter.netty;

import java.util.Set;

/** SQLSTATEs that tell of the server and not of the text. */
final class ServerTrouble {

    /** Connection, transaction, resources, limits, what another is doing, the system, settings, and the server itself. */
    private static final Set<String> CLASSES = Set.of("08", "25", "40", "53", "55", "57", "58", "F0", "XX");

    private ServerTrouble() {}

    static boolean is(String sqlState) {
        return sqlState.length() != 5 || CLASSES.contains(sqlState.substring(0, 2));
    }
}
