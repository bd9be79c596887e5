package io.postern.identity.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.regex.Pattern;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import io.postern.identity.Secret;

/**
 * The files of one service's key pair.
 *
 * @param privateKey a JWK that only its owner can read; for the service
 * @param publicKeys a JWK set; for those who check the service's signatures
 */
public record SigningKeyFiles(Path privateKey, Path publicKeys) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /**
     * @param name of the service: letters, digits, hyphens and underscores
     * @throws IllegalArgumentException for another name
     */
    public static SigningKeyFiles in(Path directory, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name consists of letters, digits, hyphens and underscores");
        }
        return new SigningKeyFiles(directory.resolve(name + ".jwk"), directory.resolve(name + ".public.jwks"));
    }

    /**
     * Makes a pair; the directory must exist.
     *
     * @throws FileAlreadyExistsException where one of the files is there; neither is touched then
     */
    public void create() throws IOException {
        for (Path file : new Path[] {privateKey, publicKeys}) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
        }
        ECKey key = make();
        write(privateKey, key.toJSONString(), "rw-------");
        write(publicKeys, publicSet(key), "rw-r--r--");
    }

    /** Makes what is missing: both files, or the public one from the private one. */
    public void ensure() throws IOException {
        if (!Files.exists(privateKey)) {
            Files.deleteIfExists(publicKeys);
            create();
        } else if (!Files.exists(publicKeys)) {
            try {
                write(publicKeys, publicSet(ECKey.parse(Files.readString(privateKey))), "rw-r--r--");
            } catch (ParseException e) {
                throw new IOException(privateKey + " does not hold a key", e);
            }
        }
    }

    /** The private key as a reference for a configuration. */
    public Secret secret() {
        return new Secret("file:" + privateKey.toAbsolutePath());
    }

    private static String publicSet(ECKey key) {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    private static ECKey make() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java makes P-256 keys", e);
        }
    }

    /** Never readable by more than the permissions say; there as a whole or not at all. */
    private static void write(Path file, String text, String permissions) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        Files.write(draft, (text + "\n").getBytes(StandardCharsets.UTF_8));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
