package io.postern.policy.domain;

/** What becomes of a masked value. NULL stays NULL under all but {@link Constant}. */
public sealed interface Mask {

    /** Every value becomes NULL. */
    record Null() implements Mask {}

    /** Every value becomes this text. */
    record Constant(String text) implements Mask {}

    /** Text becomes {@code ***}; a value of another type NULL. */
    record Redact() implements Mask {}

    /** The last characters stay where the text is at least twice as long and has at least 8. */
    record Partial(int last) implements Mask {

        /** More would be no mask. */
        public static final int MOST = 8;

        public Partial {
            if (last < 1 || last > MOST) {
                throw new IllegalArgumentException("partial keeps 1 to " + MOST + " characters");
            }
        }
    }

    /** The first letter of the local part, where it has at least three, and the domain stay. */
    record Email() implements Mask {}

    /** A mask that shows no more than either. */
    default Mask strictest(Mask other) {
        if (equals(other)) {
            return this;
        }
        if (this instanceof Partial mine && other instanceof Partial theirs) {
            return mine.last() <= theirs.last() ? mine : theirs;
        }
        if (this instanceof Null || other instanceof Null || (this instanceof Constant && other instanceof Constant)) {
            return new Null();
        }
        if (this instanceof Constant) {
            return this;
        }
        return other instanceof Constant ? other : new Redact();
    }
}
