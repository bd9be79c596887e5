package io.postern.identity.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

import io.postern.identity.Secret;

class SigningKeyFilesTest {

    @TempDir
    Path directory;

    private SigningKeyFiles files;

    @BeforeEach
    void make() throws IOException {
        files = SigningKeyFiles.in(directory, "policy");
        files.create();
    }

    @Test
    void thePrivateKeyIsForItsOwnerAndThePublicSetHoldsNoneOfIt() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.privateKey())))
                .isEqualTo("rw-------");
        ECKey key = ECKey.parse(Files.readString(files.privateKey()));
        String published = Files.readString(files.publicKeys());

        assertThat(key.isPrivate()).isTrue();
        assertThat(published).doesNotContain("\"d\"").doesNotContain(key.getD().toString());
        assertThat(JWKSet.parse(published).getKeys()).containsExactly(key.toPublicJWK());
    }

    @Test
    void aPairIsNeverOverwritten() throws IOException {
        String before = Files.readString(files.privateKey());

        assertThatThrownBy(files::create).isInstanceOf(FileAlreadyExistsException.class);
        files.ensure();

        assertThat(files.privateKey()).hasContent(before.strip());
    }

    @Test
    void aLostPublicSetIsMadeAnewFromThePrivateKey() throws IOException {
        String before = Files.readString(files.publicKeys());
        Files.delete(files.publicKeys());

        files.ensure();

        assertThat(Files.readString(files.publicKeys())).isEqualTo(before);
    }

    @Test
    void namesStayInTheDirectory() {
        for (String name : List.of("", "../x", "a/b", ".hidden", "a b", "x".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> SigningKeyFiles.in(directory, name));
        }
    }

    @Test
    void onlyAPrivateP256KeyWithAnIdSigns() throws Exception {
        ECKey key = ECKey.parse(Files.readString(files.privateKey()));
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("other").generate();
        for (String text : List.of(
                "{}",
                "not a key",
                key.toPublicJWK().toJSONString(),
                new ECKeyGenerator(Curve.P_256).generate().toJSONString(),
                new ECKeyGenerator(Curve.P_384).keyID("k").generate().toJSONString(),
                new RSAKeyGenerator(2048).keyID("k").generate().toJSONString(),
                new ECKey.Builder(Curve.P_256, key.getX(), key.getY())
                        .d(other.getD())
                        .keyID("mixed")
                        .build()
                        .toJSONString())) {
            Path file = Files.writeString(directory.resolve("bad.jwk"), text);
            assertThatIllegalStateException()
                    .as(text)
                    .isThrownBy(() -> EventSigner.read(new Secret("file:" + file)))
                    .withMessageStartingWith("file:" + file + ": ")
                    .withMessageNotContaining(other.getD().toString());
        }
    }

    @Test
    void onlyASetOfPublicKeysIsTrusted() throws Exception {
        ECKey key = ECKey.parse(Files.readString(files.privateKey()));
        String published = key.toPublicJWK().toJSONString();
        for (String text : List.of(
                "",
                "{}",
                "{\"keys\":[]}",
                published,
                "{\"keys\":[" + key.toJSONString() + "]}",
                "{\"keys\":[" + published + "," + published + "]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"k\"}]}",
                " ".repeat(70_000))) {
            Path file = Files.writeString(directory.resolve("bad.jwks"), text);
            assertThatIllegalStateException()
                    .as(text)
                    .isThrownBy(() -> EventVerifier.read(file))
                    .withMessageStartingWith(file + ": ")
                    .withMessageNotContaining(key.getD().toString());
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> EventVerifier.read(directory.resolve("nowhere")))
                .withMessageContaining("nowhere: cannot be read");
    }
}
