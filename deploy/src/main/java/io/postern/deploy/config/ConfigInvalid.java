package io.postern.deploy.config;

import java.io.Serial;
import java.util.Comparator;
import java.util.List;

/** A configuration file that cannot be used, with everything that is wrong with it. The message has one line per problem. */
public final class ConfigInvalid extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * One thing to correct.
     *
     * @param line counted from 1; 0 where the problem has no line
     * @param path the key from the root, such as {@code proxy.databases.shop.port}; empty for the file itself
     * @param message what is wrong; never the value of a secret
     */
    public record Problem(int line, String path, String message) {

        String text() {
            String where = line == 0 ? "" : "line " + line;
            return "  %-10s%s%s".formatted(where, path.isEmpty() ? "" : path + ": ", message);
        }
    }

    ConfigInvalid(String file, List<Problem> problems) {
        super(message(file, problems));
        this.problems = inOrder(problems);
    }

    /** In the order of their lines. */
    public List<Problem> problems() {
        return problems;
    }

    private static List<Problem> inOrder(List<Problem> problems) {
        return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    private static String message(String file, List<Problem> problems) {
        StringBuilder text = new StringBuilder(file)
                .append(problems.size() == 1 ? " has 1 problem:" : " has " + problems.size() + " problems:");
        for (Problem problem : inOrder(problems)) {
            text.append('\n').append(problem.text());
        }
        return text.toString();
    }
}
