package io.postern.deploy.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import io.postern.deploy.config.Durations;
import io.postern.deploy.config.IdentitySettings;
import io.postern.deploy.demo.DemoTokens;
import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "token",
        description = "A token of the demo's issuer, alone on standard output.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TokenCommand implements Runnable {

    private final Terminal terminal;

    @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Who it is for.")
    private String subject = "";

    @Option(
            names = "--groups",
            paramLabel = "NAMES",
            required = true,
            description =
                    "The groups, separated by commas. The demo's policy knows agents, analysts, approvers, auditors.")
    private String groups = "";

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = TtlConverter.class,
            description = "How long it lives: 30s, 10m, 8h. Default: 1h.")
    private Duration ttl = Duration.ofHours(1);

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            defaultValue = "postern",
            description = "postern for databases (the default), postern-web for the pages and REST.")
    private String audience = "postern";

    @Mixin
    private ConfigChoice config = new ConfigChoice();

    TokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        IdentitySettings identity = config.read(terminal).identity();
        if (!identity.development()) {
            throw new CommandFailed("this configuration's issuer is not the demo's; get tokens from "
                    + identity.wire().issuer());
        }
        terminal.out().println(DemoTokens.request(identity.wire().issuer(), subject, names(groups), audience, ttl));
    }

    private static Set<String> names(String list) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return names;
    }

    static final class TtlConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.parse(text)
                    .filter(duration -> duration.compareTo(Duration.ofSeconds(1)) >= 0)
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no time such as 30s, 10m or 8h"));
        }
    }
}
