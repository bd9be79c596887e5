package io.postern.proxy.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads what PostgreSQL prints for {@code debug_print_rewritten} with {@code debug_pretty_print = off}: nodes in braces with
 * a label and named fields, lists in parentheses, everything else in scalars between blanks. Linear, without recursion.
 *
 * <p>The server breaks the text into lines of 78 bytes: where it can it puts a line end in place of a blank, which may be one
 * that is escaped within a name; where it cannot it puts one into a token. The two read alike for a line that is full and has no
 * blank, and such a tree is refused. A name that holds a line end itself cannot be told apart either: the caller refuses
 * statements that have one.
 *
 * <p>Names are as users choose them, so nothing is told from how they look: what comes after a field's name is its value.
 */
final class NodeTree {

    private static final int LINE = 78;
    private static final int MAX_FIELDS = 64;

    /** Scalars up to this length are made once. */
    private static final int SHORT = 12;

    private static final Set<String> NUMBER_LISTS = Set.of("i", "o", "x", "b");

    private final String text;
    private final TreeLimits limits;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, String> spelled = new HashMap<>();
    private final Map<String, Tree.Scalar> scalars = new HashMap<>();
    private int at;
    private int values;
    private @Nullable Tree root;

    private NodeTree(String text, TreeLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** A node or list that is not closed yet. */
    private static final class Open {

        final @Nullable String label;
        final List<String> fields = new ArrayList<>();

        /** Of the fields, or of the list. */
        final List<Tree> values = new ArrayList<>();

        String kind = "";

        @Nullable
        String field;

        Open(@Nullable String label) {
            this.label = label;
        }
    }

    /** Reads one whole tree. */
    static Tree read(String text, TreeLimits limits) throws UnreadableTree {
        if (text.length() > limits.maxCharacters()) {
            throw new UnreadableTree("the tree is too large");
        }
        checkLines(text);
        return new NodeTree(text, limits).read();
    }

    private static void checkLines(String text) throws UnreadableTree {
        int start = 0;
        int end = text.indexOf('\n');
        while (end >= 0) {
            if (isAmbiguous(text, start, end)) {
                throw new UnreadableTree("a line of the tree may be broken within a name");
            }
            start = end + 1;
            end = text.indexOf('\n', start);
        }
    }

    /** The server counts bytes of its own encoding: at least one and at most as many as UTF-8 has for a character. */
    private static boolean isAmbiguous(String text, int start, int end) {
        if (end - start > LINE || text.lastIndexOf(' ', end - 1) > start) {
            return false;
        }
        int bytes = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes >= LINE;
    }

    private Tree read() throws UnreadableTree {
        Tree read = null;
        while (read == null) {
            step();
            read = root;
        }
        if (!atEnd()) {
            throw new UnreadableTree("text behind the tree");
        }
        return read;
    }

    private void step() throws UnreadableTree {
        if (atEnd()) {
            throw new UnreadableTree("the tree ends early");
        }
        switch (text.charAt(at)) {
            case '{' -> openNode();
            case '(' -> openList();
            case '}' -> closeNode();
            case ')' -> closeList();
            default -> token();
        }
    }

    private void openNode() throws UnreadableTree {
        at++;
        push(new Open(token(at)));
    }

    private void openList() throws UnreadableTree {
        at++;
        Open list = new Open(null);
        if (!atEnd() && Character.isLetter(text.charAt(at))) {
            String kind = token(at);
            if (!NUMBER_LISTS.contains(kind)) {
                throw new UnreadableTree("an unknown kind of list");
            }
            list.kind = kind;
        }
        push(list);
    }

    private void push(Open opened) throws UnreadableTree {
        expectValue();
        if (open.size() == limits.maxDepth()) {
            throw new UnreadableTree("the tree is too deep");
        }
        open.push(opened);
    }

    private void closeNode() throws UnreadableTree {
        Open node = open.poll();
        if (node == null || node.label == null || node.field != null) {
            throw new UnreadableTree("a brace out of place");
        }
        at++;
        deliver(new Node(node.label, node.fields, node.values));
    }

    private void closeList() throws UnreadableTree {
        Open list = open.poll();
        if (list == null || list.label != null) {
            throw new UnreadableTree("a parenthesis out of place");
        }
        at++;
        deliver(new Tree.Items(list.kind, list.values));
    }

    private void token() throws UnreadableTree {
        Open top = open.peek();
        if (top != null && top.label != null && top.field == null) {
            field(top);
            return;
        }
        expectValue();
        String scalar = token(at);
        String whole = datum(scalar);
        deliver(whole.length() > SHORT ? new Tree.Scalar(whole) : scalars.computeIfAbsent(whole, Tree.Scalar::new));
    }

    private void field(Open node) throws UnreadableTree {
        String name = token(at);
        if (name.length() < 2 || name.charAt(0) != ':') {
            throw new UnreadableTree("a field without a name");
        }
        node.field = spelled.computeIfAbsent(name, whole -> whole.substring(1));
    }

    /** A constant is its length and its bytes in brackets. */
    private String datum(String length) throws UnreadableTree {
        if (atEnd() || text.charAt(at) != '[' || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return length;
        }
        int end = text.indexOf(']', at);
        if (end < 0) {
            throw new UnreadableTree("a constant without end");
        }
        String bytes = text.substring(at, end).replace('\n', ' ');
        at = end + 1;
        return length + bytes;
    }

    private void expectValue() throws UnreadableTree {
        Open top = open.peek();
        if (top != null && top.label != null && top.field == null) {
            throw new UnreadableTree("a value without a field");
        }
    }

    private void deliver(Tree value) throws UnreadableTree {
        if (++values > limits.maxValues()) {
            throw new UnreadableTree("the tree has too many values");
        }
        Open top = open.peek();
        if (top == null) {
            root = value;
        } else if (top.label == null) {
            top.values.add(value);
        } else if (top.field == null || top.fields.size() == MAX_FIELDS || top.fields.contains(top.field)) {
            throw new UnreadableTree("a field twice, or too many");
        } else {
            top.fields.add(top.field);
            top.values.add(value);
            top.field = null;
        }
    }

    private boolean atEnd() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
        return at == text.length();
    }

    /** From here to the next blank, brace or parenthesis that is not escaped; escapes stay as they are. */
    private String token(int start) throws UnreadableTree {
        int end = start;
        boolean broken = false;
        while (end < text.length() && !endsToken(text.charAt(end))) {
            if (text.charAt(end) == '\\') {
                end++;
                broken |= end < text.length() && text.charAt(end) == '\n';
            }
            end++;
        }
        if (end == start || end > text.length()) {
            throw new UnreadableTree("a word is missing");
        }
        at = end;
        String token = text.substring(start, end);
        return broken ? token.replace('\n', ' ') : token;
    }

    private static boolean endsToken(char c) {
        return c == ' ' || c == '\n' || c == '(' || c == ')' || c == '{' || c == '}';
    }
}
