package io.postern.pgsql.read;

import java.util.List;

/** A piece of {@link Notation}. */
sealed interface Pattern {

    /** A keyword, in lower case. */
    record Word(String word) implements Pattern {}

    /** A character of its own. */
    record Self(char character) implements Pattern {}

    /** Only from a major on. */
    record Since(int major) implements Pattern {}

    /** Only up to a major. */
    record Until(int major) implements Pattern {}

    /** @param captured whether the name read is one of the statement's objects */
    record Piece(GrammarPiece piece, boolean captured) implements Pattern {}

    /** A rule by name. */
    record Rule(String name) implements Pattern {}

    /** One after the other. */
    record Sequence(List<Pattern> parts) implements Pattern {}

    /** The first that can begin with what stands here. */
    record Choice(List<Pattern> alternatives) implements Pattern {}

    /** Once or not at all. */
    record Maybe(Pattern pattern) implements Pattern {}

    /** Any number of times. */
    record Repeat(Pattern pattern) implements Pattern {}

    /** Once or more, with commas between. */
    record CommaList(Pattern pattern) implements Pattern {}
}
