package io.postern.deploy.cli;

import java.net.URI;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.postern.deploy.config.IdentitySettings;
import io.postern.deploy.config.PosternConfig;
import io.postern.deploy.demo.DemoTokens;
import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that ask a service: where it is and as whom. */
final class ServiceAccess {

    private static final String TOKEN_VARIABLE = "POSTERN_TOKEN";

    @Mixin
    private ConfigChoice config = new ConfigChoice();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the service. Default: publicUrl of the configuration.")
    private @Nullable URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = {
                "Who you are. Default: the environment's " + TOKEN_VARIABLE + ". With the demo's issuer,",
                "the command gets one by itself."
            })
    private @Nullable String token;

    /**
     * @param publicUrl of the service in a configuration
     * @param subject whom the demo's issuer makes a token for where none is given, with his groups
     */
    ServiceApi open(Terminal terminal, Function<PosternConfig, URI> publicUrl, String subject, Set<String> groups) {
        String given = token != null ? token : terminal.environment().get(TOKEN_VARIABLE);
        if (url != null && given != null) {
            return new ServiceApi(url, given);
        }
        PosternConfig known = config.read(terminal);
        URI base = url != null ? url : publicUrl.apply(known);
        return new ServiceApi(base, given != null ? given : demoToken(known.identity(), subject, groups));
    }

    private static String demoToken(IdentitySettings identity, String subject, Set<String> groups) {
        if (!identity.development()) {
            throw new CommandFailed("no token: give one with --token or in " + TOKEN_VARIABLE + " (audience "
                    + identity.clientId() + ", from " + identity.web().issuer() + ")");
        }
        return DemoTokens.request(identity.web().issuer(), subject, groups, identity.clientId(), DemoTokens.SHORT);
    }
}
