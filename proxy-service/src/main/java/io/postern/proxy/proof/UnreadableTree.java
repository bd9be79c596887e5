package io.postern.proxy.proof;

/** What should be a tree is none that this version reads, or is too large. The message quotes nothing of it. */
public final class UnreadableTree extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableTree(String why) {
        super(why, null, false, false);
    }
}
