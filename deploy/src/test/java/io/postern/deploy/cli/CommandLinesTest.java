package io.postern.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.deploy.terminal.Terminal;
import io.postern.identity.signing.EventCheck;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.EventVerifier;
import io.postern.identity.signing.SigningKeyFiles;
import io.postern.policy.PolicyService;

class CommandLinesTest {

    private final Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandLinesTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void helpListsTheCommands() {
        assertThat(postern("--help")).isZero();

        assertThat(shown(out))
                .contains("demo", "run", "proxy", "policy", "approval", "audit", "token", "approvals", "sessions")
                .contains("replay", "tail", "keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "proxy",
                "policy",
                "approval",
                "audit",
                "keys",
                "token",
                "approvals",
                "approvals list",
                "approvals show",
                "approvals approve",
                "approvals deny",
                "sessions",
                "sessions list",
                "sessions show",
                "replay",
                "tail"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(postern((command + " --help").split(" "))).isZero();

        assertThat(shown(out)).startsWith("Usage: postern " + command);
        assertThat(shown(err)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "demo --port x",
                "demo --port 70000",
                "demo --port 9192",
                "run",
                "proxy",
                "keys --out keys",
                "keys --out keys --name ../policy",
                "token --subject a",
                "token --subject a --groups b --ttl never",
                "approvals",
                "approvals approve",
                "approvals deny some-id",
                "replay",
                "tail extra",
                "policy",
                "policy check"
            })
    void wrongUsageIsExitCodeTwoAndSaysWhatIsWrong(String command) {
        assertThat(postern(command.split(" "))).isEqualTo(2);

        assertThat(shown(out)).isEmpty();
        assertThat(shown(err)).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void withoutADemoAndWithoutAConfigurationACommandSaysWhatToDo() {
        assertThat(postern("token", "--subject", "a", "--groups", "b")).isEqualTo(1);

        assertThat(shown(out)).isEmpty();
        assertThat(shown(err))
                .isEqualTo(
                        "postern: there is no demo yet; start one with ./postern demo, or name a file with --config\n");
    }

    @Test
    void aBadConfigurationIsExitCodeOneWithItsProblems() throws IOException {
        Path file = Files.writeString(home.resolve("c.yaml"), "kafka: embedded\nidentity: {issuer: http://id}\nx: 1\n");

        assertThat(postern("policy", "--config", file.toString())).isEqualTo(1);

        assertThat(shown(err)).isEqualTo("""
                        postern: c.yaml has 2 problems:
                          line 1    policy: is missing
                          line 3    x: is not a key here
                        """);
    }

    @Test
    void aKeyPairIsMadeOnceAndNeverOverwritten() throws IOException {
        Path keys = home.resolve("new").resolve("keys");
        assertThat(postern("keys", "--out", keys.toString(), "--name", "policy"))
                .isZero();

        SigningKeyFiles made = SigningKeyFiles.in(keys, "policy");
        byte[] signature = EventSigner.read(made.secret()).sign("t", "k", new byte[1]);
        assertThat(EventVerifier.read(made.publicKeys()).check("t", "k", new byte[1], signature))
                .isEqualTo(EventCheck.GENUINE);
        assertThat(shown(out)).contains("policy.jwk", "policy.public.jwks").doesNotContain("\"d\"");

        String before = Files.readString(made.privateKey());
        assertThat(postern("keys", "--out", keys.toString(), "--name", "policy"))
                .isEqualTo(1);
        assertThat(shown(err)).contains("is there already");
        assertThat(Files.readString(made.privateKey())).isEqualTo(before);
    }

    @Test
    void aTokenIsOnlyMadeByADevelopmentIssuer() throws IOException {
        Path file = Files.writeString(
                home.resolve("c.yaml"), "kafka: embedded\nidentity: {issuer: 'https://id.example.com'}\n");

        assertThat(postern("token", "--subject", "a", "--groups", "b", "--config", file.toString()))
                .isEqualTo(1);

        assertThat(shown(err)).contains("https://id.example.com").doesNotContain("\n\tat ");
    }

    @Test
    void aPolicyIsCheckedWithoutAService() throws IOException {
        Path sound = Files.writeString(home.resolve("sound.yaml"), PolicyService.samplePolicy());
        Path unsound = Files.writeString(home.resolve("unsound.yaml"), "policy: shop\nrulez: []\n");

        assertThat(postern("policy", "check", sound.toString())).isZero();
        assertThat(shown(out)).startsWith(sound + " is sound: policy shop, 2 admissions, ");

        assertThat(postern("policy", "check", unsound.toString())).isEqualTo(1);
        assertThat(shown(err)).startsWith("postern: " + unsound + " has ").contains("\n  line 2    ");
    }

    private int postern(String... arguments) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("POSTERN_HOME", home.toString()));
        return CommandLines.create(terminal).execute(arguments);
    }

    private static String shown(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
