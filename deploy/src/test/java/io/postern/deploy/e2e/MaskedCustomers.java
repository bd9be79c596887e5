package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What agents see of the shop's customers. */
final class MaskedCustomers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MaskedCustomers() {}

    /** Of a customer, what agents do not see. */
    record Contact(String email, String phone) {}

    /** Runs a program that shows two customers, what came of dropping the table, and how many there are. */
    static void assertSeenBy(ClientProgram program, Gate gate, String subject)
            throws IOException, InterruptedException, SQLException {
        String said = program.run(gate.environment(subject, "agents"));
        List<String> lines = said.lines().toList();
        assertThat(lines).as(said).hasSize(4);
        for (int i = 0; i < 2; i++) {
            JsonNode seen = JSON.readTree(lines.get(i));
            assertThat(seen.get("id").asInt()).isEqualTo(i + 1);
            assertMasked(
                    raw(gate, i + 1),
                    seen.get("email").asText(),
                    seen.get("phone").asText());
        }
        assertThat(JSON.readTree(lines.get(2)).get("refused").asText()).isEqualTo("42501");
        assertThat(JSON.readTree(lines.get(3)).get("customers").asInt()).isGreaterThan(0);
    }

    static void assertMasked(Contact raw, String email, String phone) {
        assertThat(email).isNotEqualTo(raw.email()).contains("***");
        assertThat(phone).isNotEqualTo(raw.phone());
    }

    /** As the database has it. */
    static Contact raw(Gate gate, int id) throws SQLException {
        try (Connection oracle = gate.oracle();
                Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery("SELECT email, phone FROM customers WHERE id = " + id)) {
            assertThat(rows.next()).isTrue();
            return new Contact(rows.getString(1), rows.getString(2));
        }
    }
}
