package io.postern.proxy.adapter.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.postern.identity.Secret;
import io.postern.proxy.config.CertificateFiles;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.DatabaseTls;
import io.postern.proxy.config.DatabaseTls.Mode;
import io.postern.proxy.config.PasswordExchange;
import io.postern.proxy.config.RoleCredential;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestAuthority;

/** The catalog comes from the server that sessions would be let speak to, and from no other. */
class CatalogReaderIT {

    private static final TestAuthority CA = new TestAuthority("database CA");
    private static final TestAuthority OTHER_CA = new TestAuthority("another CA");
    private static final TestAuthority.Issued SERVER = CA.issue("database", "localhost");

    private static final String HBA = """
            host     all  postgres  127.0.0.1/32  scram-sha-256
            hostssl  all  reader    127.0.0.1/32  scram-sha-256
            hostssl  all  robot     127.0.0.1/32  cert
            host     all  old       127.0.0.1/32  md5
            host     all  clear     127.0.0.1/32  password
            host     all  trusting  127.0.0.1/32  trust
            """;

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.exclusive(
            Map.of(
                    "ssl", "on",
                    "ssl_cert_file", "server.crt",
                    "ssl_key_file", "server.key",
                    "ssl_ca_file", "ca.crt"),
            Map.of(
                    "server.crt", SERVER.chain(),
                    "server.key", SERVER.key(),
                    "ca.crt", CA.certificate(),
                    "pg_hba.conf", HBA));

    @TempDir
    static Path directory;

    @BeforeAll
    static void roles() throws SQLException, IOException {
        CA.writeTo(directory.resolve("ca.crt"));
        OTHER_CA.writeTo(directory.resolve("other.crt"));
        CA.issue("robot").writeTo(directory, "robot");
        Files.writeString(directory.resolve("password"), "open sesame");
        try (Connection connection = POSTGRES.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE here (id int)");
            for (String role : List.of("reader", "robot", "clear", "trusting")) {
                statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'open sesame'");
            }
            statement.execute("SET password_encryption = 'md5'");
            statement.execute("CREATE ROLE old LOGIN PASSWORD 'open sesame'");
        }
    }

    @Test
    void aVerifiedServerIsRead() throws SQLException {
        reads("localhost", tls(Mode.VERIFY_FULL, "ca"), password("reader"));
        reads("127.0.0.1", tls(Mode.VERIFY_CA, "ca"), password("reader"));
        reads("127.0.0.1", new DatabaseTls(Mode.REQUIRE, Optional.empty(), Optional.empty()), password("reader"));
    }

    @Test
    void aServerOfAnotherNameOrAuthorityIsNotRead() {
        refuses("127.0.0.1", tls(Mode.VERIFY_FULL, "ca"), password("reader"));
        refuses("localhost", tls(Mode.VERIFY_FULL, "other"), password("reader"));
        refuses("localhost", tls(Mode.VERIFY_CA, "other"), password("reader"));
        refuses("localhost", new DatabaseTls(Mode.VERIFY_FULL, Optional.empty(), Optional.empty()), password("reader"));
    }

    @Test
    void theReaderLogsInByCertificate() throws SQLException {
        RoleCredential robot = new RoleCredential(
                "robot", new CertificateFiles(directory.resolve("robot.crt"), directory.resolve("robot.key")));

        reads("localhost", tls(Mode.VERIFY_FULL, "ca"), robot);
    }

    @Test
    void weakerWaysToLogInAreRefused() throws SQLException {
        refuses("localhost", tls(Mode.VERIFY_FULL, "ca"), password("clear"));
        refuses("localhost", tls(Mode.VERIFY_FULL, "ca"), password("trusting"));
        refuses("localhost", tls(Mode.VERIFY_FULL, "ca"), password("old"));

        assertThat(CatalogReader.read(
                                target("localhost", tls(Mode.VERIFY_FULL, "ca"), password("old"), PasswordExchange.MD5))
                        .relations())
                .isNotEmpty();
    }

    private static void reads(String host, DatabaseTls tls, RoleCredential reader) throws SQLException {
        assertThat(CatalogReader.read(target(host, tls, reader, PasswordExchange.SCRAM_SHA_256))
                        .relations())
                .anyMatch(relation -> relation.name().equals("here"));
    }

    private static void refuses(String host, DatabaseTls tls, RoleCredential reader) {
        assertThatThrownBy(() -> CatalogReader.read(target(host, tls, reader, PasswordExchange.SCRAM_SHA_256)))
                .isInstanceOf(SQLException.class);
    }

    private static DatabaseTarget target(
            String host, DatabaseTls tls, RoleCredential reader, PasswordExchange passwords) {
        DatabaseServer server = new DatabaseServer(host, POSTGRES.port(), "postgres", tls, passwords);
        return new DatabaseTarget("db", server, List.of("public"), List.of(), reader);
    }

    private static DatabaseTls tls(Mode mode, String ca) {
        return new DatabaseTls(mode, Optional.of(directory.resolve(ca + ".crt")), Optional.empty());
    }

    private static RoleCredential password(String role) {
        return new RoleCredential(role, new Secret("file:" + directory.resolve("password")));
    }
}
