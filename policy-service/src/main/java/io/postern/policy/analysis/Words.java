package io.postern.policy.analysis;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists of words. */
final class Words {

    private Words() {}

    /** @param list separated by white space */
    static Set<String> of(String list) {
        return Arrays.stream(list.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }
}
