package io.postern.deploy.config;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

import io.postern.deploy.config.PosternConfig.Services;
import io.postern.schemas.KafkaConnection;

/** Reads {@code postern.yaml}. The sample {@code postern.yaml} beside this class describes every key. */
public final class ConfigFile {

    private ConfigFile() {}

    /** A section that was read, and how to make what it configures once the whole file is known to be sound. */
    private record Read<T>(Section section, Supplier<T> make) {}

    /**
     * @param environment what {@code ${NAME}} in a value stands for
     * @param required the services that must be configured; other sections are checked where they are there
     * @throws ConfigInvalid with everything that is wrong with the file
     */
    public static PosternConfig read(Path file, Map<String, String> environment, Set<Part> required) {
        Reading reading = new Reading(file, environment);
        Section root = Section.root(reading, parse(reading, file));
        String name = root.text("name", hostName());
        KafkaSection kafka = KafkaSection.read(root);
        IdentitySection identity = IdentitySection.read(root.section("identity"));
        ServiceSections services = new ServiceSections(name, kafka, identity);
        var policy = part(root, Part.POLICY, required, services::policy);
        var approval = part(root, Part.APPROVAL, required, services::approval);
        var audit = part(root, Part.AUDIT, required, services::audit);
        var proxy = part(root, Part.PROXY, required, services::proxy);
        root.rejectUnknownKeys();
        reading.throwIfProblems();

        Optional<KafkaConnection> connection = make(fault -> root.problem("kafka", fault), kafka::connection);
        Optional<IdentitySettings> settings = make(fault -> root.problem("identity", fault), identity::settings);
        reading.throwIfProblems();
        Services made = new Services(make(proxy), make(policy), make(approval), make(audit));
        reading.throwIfProblems();
        return new PosternConfig(
                file.toAbsolutePath().normalize(),
                connection.orElseThrow(),
                kafka.embedded(),
                settings.orElseThrow(),
                made);
    }

    private static @Nullable Node parse(Reading reading, Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).compose(text);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            reading.problem(line, "", "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            reading.problem(
                    0,
                    "",
                    "is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (NoSuchFileException e) {
            reading.problem(0, "", "there is no such file: " + file.toAbsolutePath());
        } catch (IOException e) {
            reading.problem(0, "", "cannot be read: " + e.getMessage());
        }
        reading.throwIfProblems();
        return null;
    }

    private static <T> Optional<Read<T>> part(
            Section root, Part part, Set<Part> required, Function<Section, Supplier<T>> read) {
        if (!required.contains(part) && !root.has(part.key())) {
            return Optional.empty();
        }
        Section section = root.section(part.key());
        Supplier<T> make = read.apply(section);
        section.rejectUnknownKeys();
        return Optional.of(new Read<>(section, make));
    }

    private static <T> Optional<T> make(Optional<Read<T>> read) {
        return read.flatMap(part -> make(part.section()::problem, part.make()));
    }

    /** The records' own rules come last; each names the key it is about. */
    private static <T> Optional<T> make(Consumer<String> report, Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException | IllegalStateException e) {
            report.accept(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
