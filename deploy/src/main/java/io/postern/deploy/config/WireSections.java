package io.postern.deploy.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.postern.identity.Secret;
import io.postern.proxy.config.CertificateFiles;
import io.postern.proxy.config.ClientCertificates;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.DatabaseTls;
import io.postern.proxy.config.DatabaseTls.Mode;
import io.postern.proxy.config.PasswordExchange;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.config.TlsSettings;

/** What the proxy's section says of its two sides: TLS for clients, and the databases. */
final class WireSections {

    private WireSections() {}

    static TlsSettings listenerTls(Section section) {
        CertificateFiles certificate = certificate(section);
        ClientCertificates.Policy policy = section.choice("clientCertificates", ClientCertificates.Policy.NONE);
        Optional<Path> ca = section.optionalFile("clientCa");
        Duration reload = section.duration("reload", TlsSettings.DEFAULT_RELOAD);
        if (reload.compareTo(TlsSettings.MIN_RELOAD) < 0) {
            section.problem("reload", "must be at least " + TlsSettings.MIN_RELOAD.toMillis() + "ms");
            reload = TlsSettings.DEFAULT_RELOAD;
        }
        section.rejectUnknownKeys();
        if (policy == ClientCertificates.Policy.NONE) {
            ca.ifPresent(file ->
                    section.problem("clientCa", "means nothing without clientCertificates: optional or required"));
            return new TlsSettings(certificate, ClientCertificates.NONE, reload);
        }
        if (ca.isEmpty()) {
            section.problem("clientCertificates", "needs clientCa, the file of those who sign them");
            return new TlsSettings(certificate, ClientCertificates.NONE, reload);
        }
        return new TlsSettings(certificate, new ClientCertificates(policy, ca), reload);
    }

    static Supplier<List<DatabaseTarget>> databases(Section section) {
        if (section.isEmpty()) {
            section.problem("names no database");
        }
        List<Supplier<DatabaseTarget>> targets = new ArrayList<>();
        for (String name : section.names()) {
            targets.add(database(name, section.section(name)));
        }
        return () -> targets.stream().map(Supplier::get).toList();
    }

    private static Supplier<DatabaseTarget> database(String name, Section section) {
        String host = section.text("host");
        int port = section.port("port", 5432);
        String database = section.text("database", name);
        DatabaseTls tls = databaseTls(section);
        PasswordExchange passwords = section.choice("authentication", PasswordExchange.SCRAM_SHA_256);
        if (passwords == PasswordExchange.MD5 && !tls.mode().verifies() && !DatabaseServer.isLoopback(host)) {
            section.problem("authentication", "md5 needs tls: verify-ca or verify-full, except on loopback");
        }
        List<String> searchPath = section.texts("searchPath", List.of("public"));
        Section roles = section.section("roles");
        List<RoleCredential> credentials = new ArrayList<>();
        for (String role : roles.names()) {
            credentials.add(
                    roles.isMapping(role)
                            ? credential(role, roles.section(role), tls.mode())
                            : new RoleCredential(role, roles.secret(role)));
        }
        Section reader = section.section("catalogReader");
        RoleCredential catalogReader = credential(reader.text("role"), reader, tls.mode());
        section.rejectUnknownKeys();
        return () -> new DatabaseTarget(
                name, new DatabaseServer(host, port, database, tls, passwords), searchPath, credentials, catalogReader);
    }

    private static DatabaseTls databaseTls(Section section) {
        Mode mode = section.choice("tls", Mode.VERIFY_FULL);
        Optional<Path> ca = section.optionalFile("ca");
        Optional<CertificateFiles> certificate = section.optionalSection("clientCertificate")
                .map(files -> {
                    CertificateFiles read = certificate(files);
                    files.rejectUnknownKeys();
                    return read;
                });
        if (ca.isPresent() && !mode.verifies()) {
            section.problem("ca", "means nothing here: only tls: verify-ca and verify-full check the server");
            return DatabaseTls.disabled();
        }
        if (ca.isEmpty() && mode == Mode.VERIFY_CA) {
            section.problem("tls", "verify-ca needs ca, the file of those who sign the server's certificate");
            return DatabaseTls.disabled();
        }
        if (certificate.isPresent() && mode == Mode.DISABLE) {
            section.problem("clientCertificate", "cannot be shown with tls: disable");
            return DatabaseTls.disabled();
        }
        return new DatabaseTls(mode, ca, certificate);
    }

    /** A password, a certificate with its key, or both. */
    private static RoleCredential credential(String role, Section section, Mode mode) {
        Optional<CertificateFiles> certificate =
                section.has("certificate") || section.has("key") ? Optional.of(certificate(section)) : Optional.empty();
        Optional<Secret> password = section.has("password") || certificate.isEmpty()
                ? Optional.of(section.secret("password"))
                : Optional.empty();
        section.rejectUnknownKeys();
        if (certificate.isPresent() && !mode.verifies()) {
            section.problem("certificate", "needs tls: verify-ca or verify-full");
        }
        return new RoleCredential(role, password, certificate);
    }

    private static CertificateFiles certificate(Section section) {
        return new CertificateFiles(section.file("certificate"), section.file("key"));
    }
}
