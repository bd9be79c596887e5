package io.postern.deploy.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

import io.postern.deploy.config.ConfigInvalid.Problem;

/** One pass over one file: where it lies, the environment it is read in, and what was found wrong so far. */
final class Reading {

    private final Path file;
    private final Substitution substitution;
    private final List<Problem> problems = new ArrayList<>();

    Reading(Path file, Map<String, String> environment) {
        this.file = file.toAbsolutePath().normalize();
        this.substitution = new Substitution(environment);
    }

    static int line(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }

    static Node emptyMapping() {
        return new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
    }

    Substitution substitution() {
        return substitution;
    }

    Path resolve(String path) {
        Path directory = file.getParent();
        return directory == null ? Path.of(path) : directory.resolve(path).normalize();
    }

    void problem(int line, String path, String message) {
        problems.add(new Problem(line, path, message));
    }

    boolean clean() {
        return problems.isEmpty();
    }

    void throwIfProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigInvalid(String.valueOf(file.getFileName()), problems);
        }
    }
}
