package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.deploy.e2e.WireReplay.Answer;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/**
 * One conversation, held with PostgreSQL and with Postern in front of it, is answered by the same bytes where policy allows
 * everything. What is different by design is in {@link PlannedDifferencesIT}.
 */
class TransparencyIT {

    private static final OwnedDatabase WORKS = new OwnedDatabase("works", "works_owner");

    @RegisterExtension
    static final Gate GATE = Gate.unrestricted(
            KafkaFixture.exclusive(),
            PostgresFixture.exclusive(Map.of("autovacuum", "off")),
            TestIssuer.shared(),
            WORKS);

    private static final Path SCRIPTS = Path.of("src/test/resources/transparency");
    private static final int SHOWN_CHARACTERS = 400;

    /** All that PostgreSQL sends after login in other than replication connections. */
    private static final Set<Character> ANSWERS =
            Set.of('1', '2', '3', 'A', 'C', 'D', 'E', 'G', 'H', 'I', 'N', 'S', 'T', 'Z', 'c', 'd', 'n', 's', 't');

    static List<WireScript> scripts() throws IOException {
        List<WireScript> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.sorted().toList()) {
                scripts.add(WireScript.read(file));
            }
        }
        return scripts;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theGateAnswersAsTheServerDoes(WireScript script) throws IOException, SQLException {
        Replayed direct = replay(WireDoor.direct(GATE.postgres(), WORKS), script);
        Replayed gated = replay(WireDoor.through(GATE, WORKS), script);

        assertThat(gated.parameters()).isEqualTo(direct.parameters());
        assertThat(differences(direct.answers(), gated.answers())).isEmpty();
        assertThat(direct.answers())
                .as("what PostgreSQL itself answers as the script expects")
                .filteredOn(answer -> answer.ending() != WireReplay.Ending.AS_EXPECTED)
                .isEmpty();
    }

    @Test
    void theConversationIsLongAndHasEveryKindOfAnswer() throws IOException, SQLException {
        int steps = 0;
        Map<Character, Integer> kinds = new TreeMap<>();
        for (WireScript script : scripts()) {
            Replayed direct = replay(WireDoor.direct(GATE.postgres(), WORKS), script);
            steps += direct.answers().size();
            direct.answers().stream()
                    .flatMap(answer -> answer.messages().stream())
                    .forEach(message -> kinds.merge(message.type(), 1, Integer::sum));
        }
        System.out.println("transparency: " + steps + " steps, messages of the server " + kinds);

        assertThat(steps).isGreaterThan(200);
        assertThat(kinds.keySet()).isEqualTo(new TreeSet<>(ANSWERS));
    }

    private record Replayed(List<Answer> answers, Map<String, Map<String, String>> parameters) {}

    /** In a new database, so that nothing of another run is in it. */
    private static Replayed replay(WireDoor door, WireScript script) throws IOException, SQLException {
        WORKS.create(GATE.postgres());
        try (Connection oracle = GATE.postgres().connect(WORKS.name());
                WireReplay replay = new WireReplay(door, oracle)) {
            return new Replayed(replay.run(script), replay.parameters());
        }
    }

    private static List<String> differences(List<Answer> direct, List<Answer> gated) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < direct.size(); i++) {
            if (!direct.get(i).equals(gated.get(i))) {
                differences.add("line " + direct.get(i).line() + "\n  server: " + shown(direct.get(i)) + "\n  gate:   "
                        + shown(gated.get(i)) + "\n");
            }
        }
        return differences;
    }

    static String shown(Answer answer) {
        StringBuilder shown = new StringBuilder();
        for (RawClient.Raw message : answer.messages()) {
            String body = new String(message.body().toByteArray(), StandardCharsets.UTF_8);
            shown.append(message.type())
                    .append('[')
                    .append(body, 0, Math.min(SHOWN_CHARACTERS, body.length()))
                    .append("] ");
        }
        return shown.append(answer.ending()).toString().replaceAll("\\p{Cntrl}", "·");
    }
}
