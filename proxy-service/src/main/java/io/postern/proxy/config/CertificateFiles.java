package io.postern.proxy.config;

import java.nio.file.Path;

/** PEM files: the certificate chain, leaf first, and its unencrypted PKCS#8 key. */
public record CertificateFiles(Path chain, Path key) {}
