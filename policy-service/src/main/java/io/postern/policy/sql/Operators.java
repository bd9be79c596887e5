package io.postern.policy.sql;

import java.util.Set;

/** Operators of pg_catalog. Another one may run a function that nobody has looked at. */
final class Operators {

    private static final Set<String> KNOWN = Keywords.words("""
            + - * / % ^ < > = <= >= <> != || |/ ||/ @ & | # ~ << >> ~* !~ !~* ~~ ~~* !~~ !~~* ^@
            -> ->> #> #>> @> <@ ? ?| ?& #- @? @@ @@@ && -|- &< &> <<| |>> &<| |&> <-> ?- ?-| ?|| ?# ## @-@ !! <^ >^ ~=
            <<= >>= ~<~ ~<=~ ~>=~ ~>~""");

    private static final Set<String> COMPARISONS = Keywords.words("< > = <= >= <> != ~~ ~~* !~~ !~~*");

    private Operators() {}

    static boolean isKnown(String operator) {
        return KNOWN.contains(operator);
    }

    /** Whether the operator yields no more than whether, or in which order, its operands match. */
    static boolean isComparison(String operator) {
        return COMPARISONS.contains(operator);
    }
}
