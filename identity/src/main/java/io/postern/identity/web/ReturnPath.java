package io.postern.identity.web;

import org.jspecify.annotations.Nullable;

/** Where to go after signing in: a path of this very service, whatever was asked for. */
final class ReturnPath {

    static final int MAX_CHARS = 1500;

    private static final String HOME = "/";

    private ReturnPath() {}

    /**
     * The path and query if a browser can only take them as local; {@code "/"} otherwise. Browsers read a backslash as a
     * slash and drop tabs and line ends, so only printable ASCII without backslash is a path here.
     */
    static String local(@Nullable String asked) {
        if (asked == null
                || asked.length() > MAX_CHARS
                || !asked.startsWith("/")
                || asked.startsWith("//")
                || !asked.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\')
                || asked.startsWith(SignIn.PATH)) {
            return HOME;
        }
        return asked;
    }
}
