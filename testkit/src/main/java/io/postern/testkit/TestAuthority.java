package io.postern.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** A certificate authority that nobody trusts but the test. P-256 keys, good for a day. */
public final class TestAuthority {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name name;
    private final KeyPair keys;
    private final X509CertificateHolder certificate;

    /** A certificate and its key as PEM text. */
    public record Issued(String chain, String key) {

        /** As NAME.crt and NAME.key. */
        public void writeTo(Path directory, String fileName) {
            try {
                Files.writeString(directory.resolve(fileName + ".crt"), chain);
                Files.writeString(directory.resolve(fileName + ".key"), key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public TestAuthority(String commonName) {
        name = new X500Name("CN=" + commonName);
        keys = newKeys();
        certificate = sign(name, keys, true);
    }

    /** The certificate of the authority itself, PEM. */
    public String certificate() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    public Path writeTo(Path file) {
        try {
            return Files.writeString(file, certificate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param hosts names and addresses that the certificate is good for; none for a client's */
    public Issued issue(String commonName, String... hosts) {
        KeyPair subject = newKeys();
        X509CertificateHolder issued = sign(new X500Name("CN=" + commonName), subject, false, hosts);
        return new Issued(
                pem("CERTIFICATE", encoded(issued)),
                pem("PRIVATE KEY", subject.getPrivate().getEncoded()));
    }

    private X509CertificateHolder sign(X500Name subject, KeyPair subjectKeys, boolean authority, String... hosts) {
        Instant now = Clock.systemUTC().instant();
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                            name,
                            new BigInteger(64, RANDOM),
                            Date.from(now.minus(Duration.ofHours(1))),
                            Date.from(now.plus(Duration.ofDays(1))),
                            subject,
                            SubjectPublicKeyInfo.getInstance(
                                    subjectKeys.getPublic().getEncoded()))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (hosts.length > 0) {
                GeneralName[] names =
                        Stream.of(hosts).map(TestAuthority::generalName).toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
        } catch (CertIOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralName generalName(String host) {
        boolean address = host.matches("[0-9.]+|.*:.*");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509CertificateHolder holder) {
        try {
            return holder.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String label, byte[] content) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(label, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
