package io.postern.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** The development issuer's key pair in a file that only its owner reads. */
final class IssuerKey {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int BITS = 2048;

    private IssuerKey() {}

    static RSAKey loadOrMake(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("issuer-key.json");
        if (Files.exists(file)) {
            try {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
                return RSAKey.parse(Files.readString(file, StandardCharsets.UTF_8));
            } catch (ParseException e) {
                throw new IOException(file + " does not hold a key", e);
            }
        }
        RSAKey key = make();
        Path draft =
                Files.createTempFile(directory, "issuer-key", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(draft, key.toJSONString(), StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return key;
    }

    private static RSAKey make() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java makes RSA keys", e);
        }
    }
}
