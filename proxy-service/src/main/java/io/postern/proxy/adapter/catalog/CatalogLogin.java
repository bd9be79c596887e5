package io.postern.proxy.adapter.catalog;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

import io.postern.identity.Secret;
import io.postern.proxy.config.CertificateFiles;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.DatabaseTls;
import io.postern.proxy.config.PasswordExchange;

/** Has pgjdbc log in as sessions do: the same TLS, the same ways of proving a password, nothing weaker. */
final class CatalogLogin {

    private static final int LOGIN_SECONDS = 5;
    private static final int SOCKET_SECONDS = 30;

    private CatalogLogin() {}

    /** Blocking: reads the password. */
    static Properties properties(DatabaseTarget target) {
        DatabaseServer server = target.server();
        Properties properties = new Properties();
        properties.setProperty("user", target.catalogReader().role());
        target.catalogReader()
                .password()
                .map(Secret::resolve)
                .ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("requireAuth", methods(target));
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "postern catalog reader");
        properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
        properties.setProperty("connectTimeout", Integer.toString(LOGIN_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        properties.setProperty(
                "sslmode",
                switch (server.tls().mode()) {
                    case DISABLE -> "disable";
                    case REQUIRE -> "require";
                    case VERIFY_CA -> "verify-ca";
                    case VERIFY_FULL -> "verify-full";
                });
        if (server.tls().mode() != DatabaseTls.Mode.DISABLE) {
            tls(target, properties);
        }
        return properties;
    }

    static String address(DatabaseServer server) {
        String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
        return host + ":" + server.port();
    }

    private static String methods(DatabaseTarget target) {
        String passwords = target.server().passwords() == PasswordExchange.MD5 ? "scram-sha-256,md5" : "scram-sha-256";
        if (target.catalogReader().certificate().isEmpty()) {
            return passwords;
        }
        return target.catalogReader().password().isEmpty() ? "none" : passwords + ",none";
    }

    private static void tls(DatabaseTarget target, Properties properties) {
        DatabaseTls tls = target.server().tls();
        properties.setProperty("sslfactory", CatalogSockets.class.getName());
        tls.ca().ifPresent(ca -> properties.setProperty(CatalogSockets.CA, ca.toString()));
        Optional<CertificateFiles> own = target.catalogReader().certificate().or(tls::certificate);
        own.map(CertificateFiles::chain)
                .map(Path::toString)
                .ifPresent(chain -> properties.setProperty(CatalogSockets.CHAIN, chain));
        own.map(CertificateFiles::key)
                .map(Path::toString)
                .ifPresent(key -> properties.setProperty(CatalogSockets.KEY, key));
    }
}
