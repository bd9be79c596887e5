package io.postern.proxy.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * PEM text as it was read; two are equal if no file changed between. Making managers of it checks everything.
 *
 * @param chain of certificates, leaf first
 * @param key of the leaf, unencrypted PKCS#8
 * @param ca certificates of those who are trusted to sign
 */
public record TlsMaterial(Optional<String> chain, Optional<String> key, Optional<String> ca) {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    /**
     * What this side shows; empty if it shows nothing.
     *
     * @throws GeneralSecurityException where a file is not what it should be, or the key is not the certificate's
     */
    public Optional<KeyManagerFactory> keyManagers() throws GeneralSecurityException {
        if (chain.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        List<X509Certificate> certificates = certificates("the certificate file", chain.get());
        PublicKey publicKey = certificates.get(0).getPublicKey();
        PrivateKey privateKey = privateKey(key.get(), publicKey.getAlgorithm());
        requirePair(publicKey, privateKey);
        KeyStore store = emptyStore();
        store.setKeyEntry("own", privateKey, NO_PASSWORD, certificates.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NO_PASSWORD);
        return Optional.of(managers);
    }

    /**
     * Who is trusted; empty where no file says so.
     *
     * @throws GeneralSecurityException where the file holds no certificates
     */
    public Optional<TrustManagerFactory> trustManagers() throws GeneralSecurityException {
        if (ca.isEmpty()) {
            return Optional.empty();
        }
        KeyStore store = emptyStore();
        List<X509Certificate> certificates = certificates("the CA file", ca.get());
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return Optional.of(managers);
    }

    private static List<X509Certificate> certificates(String what, String pem) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate :
                factory.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
            certificates.add((X509Certificate) certificate);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException(what + " holds no certificate");
        }
        return certificates;
    }

    private static PrivateKey privateKey(String pem, String algorithm) throws GeneralSecurityException {
        Matcher block = PKCS8.matcher(pem);
        if (!block.find()) {
            throw new InvalidKeySpecException("the key file holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY)");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(block.group(1));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("the key file is damaged", e);
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeySpecException("the key is not the certificate's", e);
        }
    }

    /** A half-replaced pair would fail every handshake to come. */
    private static void requirePair(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        byte[] probe = "postern".getBytes(StandardCharsets.US_ASCII);
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(privateKey);
        signer.update(probe);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(probe);
        if (!verifier.verify(signature)) {
            throw new InvalidKeySpecException("the key is not the certificate's");
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return store;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TlsMaterial[chain=" + chain.isPresent() + ", key=" + key.isPresent() + ", ca=" + ca.isPresent() + "]";
    }
}
