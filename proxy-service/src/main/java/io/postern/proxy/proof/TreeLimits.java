package io.postern.proxy.proof;

/**
 * How much of a tree is read.
 *
 * @param maxCharacters of the printed tree
 * @param maxValues nodes, lists and scalars, all together
 * @param maxDepth of values within values
 */
public record TreeLimits(int maxCharacters, int maxValues, int maxDepth) {

    /** About what a statement of a hundred joins and some thousand expressions prints. */
    public static final TreeLimits DEFAULT = new TreeLimits(16 * 1024 * 1024, 1_000_000, 5_000);

    public TreeLimits {
        if (maxCharacters <= 0 || maxValues <= 0 || maxDepth <= 0) {
            throw new IllegalArgumentException("the limits of a tree are positive");
        }
    }
}
