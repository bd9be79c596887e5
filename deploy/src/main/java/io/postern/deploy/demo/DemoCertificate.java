package io.postern.deploy.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed certificate for localhost and its key, as PEM files. Made once with the JDK's keytool, since the JDK has
 * no public interface that makes certificates.
 */
public final class DemoCertificate {

    private static final String ALIAS = "postern";
    private static final int PEM_LINE = 64;
    private static final int PATIENCE_SECONDS = 60;

    private final Path directory;

    public DemoCertificate(Path directory) {
        this.directory = directory;
    }

    public Path chain() {
        return directory.resolve("server.crt");
    }

    public Path key() {
        return directory.resolve("server.key");
    }

    /** Makes the pair unless it is there. */
    public DemoCertificate ensure() throws IOException, InterruptedException, GeneralSecurityException {
        if (Files.exists(chain()) && Files.exists(key())) {
            return this;
        }
        Files.createDirectories(directory);
        Path store = Files.createTempDirectory(directory, "keytool").resolve("store.p12");
        String password = Base64.getEncoder().encodeToString(java.security.SecureRandom.getSeed(18));
        try {
            keytool(store, password);
            export(store, password.toCharArray());
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(store.resolveSibling("keytool.log"));
            Files.deleteIfExists(store.getParent());
        }
        return this;
    }

    private static void keytool(Path store, String password) throws IOException, InterruptedException {
        Path log = store.resolveSibling("keytool.log");
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost, O=Postern demo",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                "POSTERN_STORE_PASSWORD"));
        keytool.environment().put("POSTERN_STORE_PASSWORD", password);
        Process process =
                keytool.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("keytool does not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(log).strip());
        }
    }

    private void export(Path store, char[] password) throws IOException, GeneralSecurityException {
        KeyStore pair = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            pair.load(in, password);
        }
        Key key = pair.getKey(ALIAS, password);
        Certificate certificate = pair.getCertificate(ALIAS);
        DemoDirectory.writePrivately(key(), pem("PRIVATE KEY", key.getEncoded()));
        Files.writeString(chain(), pem("CERTIFICATE", certificate.getEncoded()));
    }

    private static String pem(String label, byte[] content) {
        String body = Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
