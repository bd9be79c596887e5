package io.postern.identity.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;

import io.postern.identity.Secret;

class EventSignatureTest {

    private static final String TOPIC = "postern.approvals.events.v1";
    private static final String KEY = "a1b2";
    private static final byte[] VALUE = {(byte) 0xC3, 1, 0, 127, '.', (byte) 0xFF};

    @TempDir
    Path directory;

    private SigningKeyFiles files;
    private ECKey key;
    private EventSigner signer;
    private EventVerifier verifier;

    @BeforeEach
    void makeKeys() throws Exception {
        files = SigningKeyFiles.in(directory, "approval");
        files.create();
        key = ECKey.parse(Files.readString(files.privateKey()));
        signer = EventSigner.read(files.secret());
        verifier = EventVerifier.read(files.publicKeys());
    }

    private EventCheck check(String signature) {
        return verifier.check(TOPIC, KEY, VALUE, signature.getBytes(StandardCharsets.US_ASCII));
    }

    private String signature() {
        return new String(signer.sign(TOPIC, KEY, VALUE), StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Signed with the right key over the right bytes, but under this header. */
    private String signedUnder(String header) throws JOSEException {
        byte[] bytes = SignedBytes.of(encoded(header), TOPIC, KEY, VALUE);
        JWSHeader es256 = new JWSHeader(JWSAlgorithm.ES256);
        return encoded(header) + ".." + new ECDSASigner(key).sign(es256, bytes);
    }

    @Test
    void whatTheSignerSignedIsGenuine() {
        assertThat(check(signature())).isEqualTo(EventCheck.GENUINE);
        assertThat(signer.verifier().check(TOPIC, KEY, VALUE, signer.sign(TOPIC, KEY, VALUE)))
                .isEqualTo(EventCheck.GENUINE);
        assertThat(verifier.check(TOPIC, "", new byte[0], signer.sign(TOPIC, "", new byte[0])))
                .isEqualTo(EventCheck.GENUINE);
    }

    @Test
    void theSignatureIsADetachedJwsOfAnUnencodedPayload() throws Exception {
        String[] parts = signature().split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(parts[1]).isEmpty();
        Signature es256 = Signature.getInstance("SHA256withECDSAinP1363Format");
        es256.initVerify(key.toECPublicKey());
        es256.update((parts[0] + ".postern-event-1").getBytes(StandardCharsets.US_ASCII));
        es256.update(new byte[] {0, 0, 0, (byte) TOPIC.length()});
        es256.update(TOPIC.getBytes(StandardCharsets.US_ASCII));
        es256.update(new byte[] {0, 0, 0, (byte) KEY.length()});
        es256.update(KEY.getBytes(StandardCharsets.US_ASCII));
        es256.update(new byte[] {0, 0, 0, (byte) VALUE.length});
        es256.update(VALUE);

        assertThat(es256.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(JWSHeader.parse(new Base64URL(parts[0])).toJSONObject())
                .containsEntry("alg", "ES256")
                .containsEntry("kid", key.getKeyID())
                .containsEntry("b64", false)
                .containsEntry("crit", List.of("b64"))
                .hasSize(4);
    }

    @Test
    void everyBitOfTopicKeyAndValueCounts() {
        byte[] signature = signer.sign(TOPIC, KEY, VALUE);
        for (int bit = 0; bit < 7; bit++) {
            for (int i = 0; i < TOPIC.length(); i++) {
                assertThat(verifier.check(flipped(TOPIC, i, bit), KEY, VALUE, signature))
                        .isEqualTo(EventCheck.FORGED);
            }
            for (int i = 0; i < KEY.length(); i++) {
                assertThat(verifier.check(TOPIC, flipped(KEY, i, bit), VALUE, signature))
                        .isEqualTo(EventCheck.FORGED);
            }
        }
        for (int bit = 0; bit < 8 * VALUE.length; bit++) {
            byte[] value = VALUE.clone();
            value[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(verifier.check(TOPIC, KEY, value, signature)).isEqualTo(EventCheck.FORGED);
        }
    }

    private static String flipped(String text, int index, int bit) {
        char[] chars = text.toCharArray();
        chars[index] ^= (char) (1 << bit);
        return new String(chars);
    }

    @Test
    void bytesMovedBetweenTopicKeyAndValueAreForged() {
        byte[] signature = signer.sign("ab", "cd", new byte[] {'e', 'f'});

        assertThat(verifier.check("abc", "d", new byte[] {'e', 'f'}, signature)).isEqualTo(EventCheck.FORGED);
        assertThat(verifier.check("a", "bcd", new byte[] {'e', 'f'}, signature)).isEqualTo(EventCheck.FORGED);
        assertThat(verifier.check("ab", "cde", new byte[] {'f'}, signature)).isEqualTo(EventCheck.FORGED);
        assertThat(verifier.check("ab", null, new byte[] {'e', 'f'}, signature)).isEqualTo(EventCheck.FORGED);
        assertThat(verifier.check("ab", "cd", null, signature)).isEqualTo(EventCheck.FORGED);
    }

    @Test
    void everyBitOfTheSignatureCounts() {
        String[] parts = signature().split("\\.\\.", -1);
        byte[] raw = Base64.getUrlDecoder().decode(parts[1]);
        for (int bit = 0; bit < 8 * raw.length; bit++) {
            byte[] changed = raw.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(check(parts[0] + ".." + text)).isEqualTo(EventCheck.FORGED);
        }
        String zero = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
        assertThat(check(parts[0] + ".." + zero)).isEqualTo(EventCheck.FORGED);
    }

    @Test
    void anotherKeyIsNotTrustedWhateverItCallsItself() throws Exception {
        SigningKeyFiles others = SigningKeyFiles.in(directory, "policy");
        others.create();
        byte[] foreign = EventSigner.read(others.secret()).sign(TOPIC, KEY, VALUE);
        assertThat(verifier.check(TOPIC, KEY, VALUE, foreign)).isEqualTo(EventCheck.UNKNOWN_KEY);

        ECKey posing = new ECKey.Builder(ECKey.parse(Files.readString(others.privateKey())))
                .keyID(key.getKeyID())
                .build();
        Path poser = Files.writeString(directory.resolve("poser.jwk"), posing.toJSONString());
        byte[] posed = EventSigner.read(new Secret("file:" + poser)).sign(TOPIC, KEY, VALUE);
        assertThat(verifier.check(TOPIC, KEY, VALUE, posed)).isEqualTo(EventCheck.FORGED);
    }

    @Test
    void onlyEs256OverAnUnencodedPayloadDeclaredCriticalIsAccepted() throws Exception {
        String kid = "\"kid\":\"" + key.getKeyID() + "\"";
        assertThat(check(signedUnder("{\"crit\":[\"b64\"],\"b64\":false," + kid + ",\"alg\":\"ES256\"}")))
                .as("in any order")
                .isEqualTo(EventCheck.GENUINE);
        for (String header : List.of(
                "{\"alg\":\"none\"," + kid + ",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"HS256\"," + kid + ",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"ES384\"," + kid + ",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"es256\"," + kid + ",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"ES256\"," + kid + "}",
                "{\"alg\":\"ES256\"," + kid + ",\"b64\":false}",
                "{\"alg\":\"ES256\"," + kid + ",\"b64\":true,\"crit\":[\"b64\"]}",
                "{\"alg\":\"ES256\"," + kid + ",\"b64\":\"false\",\"crit\":[\"b64\"]}",
                "{\"alg\":\"ES256\"," + kid + ",\"b64\":false,\"crit\":[]}",
                "{\"alg\":\"ES256\"," + kid + ",\"b64\":false,\"crit\":[\"b64\",\"exp\"],\"exp\":1}",
                "{\"alg\":\"ES256\"," + kid + ",\"crit\":[\"b64\"]}",
                "{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"ES256\"," + kid + ",\"b64\":false,\"crit\":[\"b64\"],\"typ\":\"JOSE\"}",
                "{\"alg\":\"ES256\"," + kid + ",\"b64\":false,\"crit\":[\"b64\"],\"jwk\":"
                        + key.toPublicJWK().toJSONString() + "}",
                "[]",
                "null",
                "{",
                "")) {
            assertThat(check(signedUnder(header)))
                    .as(header)
                    .isIn(EventCheck.HEADER, EventCheck.MALFORMED)
                    .isNotEqualTo(EventCheck.GENUINE);
        }
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws Exception {
        String header = "{\"alg\":\"HS256\",\"kid\":\"" + key.getKeyID() + "\",\"b64\":false,\"crit\":[\"b64\"]}";
        byte[] secret = key.toECPublicKey().getEncoded();
        String mac = new MACSigner(secret)
                .sign(new JWSHeader(JWSAlgorithm.HS256), SignedBytes.of(encoded(header), TOPIC, KEY, VALUE))
                .toString();

        assertThat(check(encoded(header) + ".." + mac)).isEqualTo(EventCheck.HEADER);
    }

    @Test
    void anEncodedPayloadWithinTheSignatureIsRefused() throws Exception {
        JWSObject attached = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), new Payload(VALUE));
        attached.sign(new ECDSASigner(key));

        assertThat(check(attached.serialize())).isEqualTo(EventCheck.MALFORMED);
        assertThat(check(attached.serialize(true))).isEqualTo(EventCheck.HEADER);
    }

    @Test
    void garbageIsRefusedWithoutAnException() {
        String good = signature();
        String header = good.substring(0, good.indexOf('.'));
        assertThat(verifier.check(TOPIC, KEY, VALUE, null)).isEqualTo(EventCheck.UNSIGNED);
        for (String text : List.of(
                "",
                ".",
                "..",
                "...",
                header,
                header + "..",
                ".." + header,
                good + ".",
                good + "\n",
                " " + good,
                good + "=",
                good.replace("..", "."),
                good.replace("..", ".e30."),
                "\u00e9" + good)) {
            assertThat(verifier.check(TOPIC, KEY, VALUE, text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isEqualTo(EventCheck.MALFORMED);
        }
        assertThat(check(header + "..AAAA")).isEqualTo(EventCheck.FORGED);
        assertThat(verifier.check(TOPIC, KEY, VALUE, new byte[] {(byte) 0xff, 0, 1}))
                .isEqualTo(EventCheck.MALFORMED);
        assertThat(check("A".repeat(EventVerifier.MAX_SIGNATURE_BYTES + 1))).isEqualTo(EventCheck.TOO_LONG);
    }

    @Test
    void aSetMayHoldAKeyAndItsSuccessor() throws IOException {
        SigningKeyFiles next = SigningKeyFiles.in(directory, "next");
        next.create();
        String old = Files.readString(files.publicKeys()).strip();
        String both = old.substring(0, old.length() - 2) + ","
                + Files.readString(next.publicKeys()).strip().substring("{\"keys\":[".length());
        EventVerifier either = EventVerifier.read(Files.writeString(directory.resolve("both.jwks"), both));

        assertThat(either.check(TOPIC, KEY, VALUE, signer.sign(TOPIC, KEY, VALUE)))
                .isEqualTo(EventCheck.GENUINE);
        assertThat(either.check(
                        TOPIC, KEY, VALUE, EventSigner.read(next.secret()).sign(TOPIC, KEY, VALUE)))
                .isEqualTo(EventCheck.GENUINE);
    }
}
