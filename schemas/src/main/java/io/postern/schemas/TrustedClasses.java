package io.postern.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Avro loads only classes that it is told to trust: the generated ones, wherever an event is read, and where one is built whose
 * schema has a default value made of another.
 */
public final class TrustedClasses {

    private static final boolean TRUSTED = add();

    private TrustedClasses() {}

    /** Called by whatever builds or reads events before anything of this module was used; once is enough. */
    public static void trust() {
        if (!TRUSTED) {
            throw new IllegalStateException("the generated classes are not trusted");
        }
    }

    private static boolean add() {
        ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(others, type -> type.getName().startsWith("io.postern.")));
        return true;
    }
}
