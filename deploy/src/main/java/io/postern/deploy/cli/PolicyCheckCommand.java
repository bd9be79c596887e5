package io.postern.deploy.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Printable;
import io.postern.deploy.terminal.Terminal;
import io.postern.policy.document.PolicyDocument;
import io.postern.policy.document.PolicyInvalid;
import io.postern.policy.document.Problem;
import io.postern.policy.domain.Policy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Whether a policy file is sound, with all that is wrong. Needs no service.",
        mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements Runnable {

    private static final int VERSION_SHOWN = 12;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The policy.")
    private Path file = Path.of("policy.yaml");

    PolicyCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try {
            Policy policy = PolicyDocument.read(Files.readString(file));
            terminal.out()
                    .println(Printable.line("%s is sound: policy %s, %d admissions, %d rules, %d masks, version %s"
                            .formatted(
                                    file,
                                    policy.name(),
                                    policy.admissions().size(),
                                    policy.rules().size(),
                                    policy.masks().size(),
                                    policy.version().substring(0, VERSION_SHOWN))));
        } catch (PolicyInvalid e) {
            throw new CommandFailed(described(e.problems()), e);
        } catch (NoSuchFileException e) {
            throw new CommandFailed("there is no such file: " + file.toAbsolutePath(), e);
        } catch (CharacterCodingException e) {
            throw new CommandFailed(file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private String described(List<Problem> problems) {
        StringBuilder text = new StringBuilder(file.toString())
                .append(problems.size() == 1 ? " has 1 problem:" : " has " + problems.size() + " problems:");
        for (Problem problem : problems) {
            text.append("\n  %-9s %s".formatted("line " + problem.line(), Printable.line(problem.message())));
        }
        return text.toString();
    }
}
