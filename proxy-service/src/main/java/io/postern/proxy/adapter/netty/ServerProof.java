package io.postern.proxy.adapter.netty;

import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import com.ongres.scram.common.util.TlsServerEndpoint;

import io.postern.pgwire.Bytes;

/**
 * What the TLS connection to a server tells of both ends.
 *
 * @param channelBinding the tls-server-end-point data of the server's certificate (RFC 5929 §4); empty without TLS, and for
 *     certificates whose signature has no digest of its own
 * @param certificateShown whether the server asked for our certificate and got it
 */
record ServerProof(boolean encrypted, Optional<Bytes> channelBinding, boolean certificateShown) {

    static final ServerProof IN_CLEAR = new ServerProof(false, Optional.empty(), false);

    static ServerProof of(SSLSession session) throws LoginFailed {
        try {
            Certificate[] certificates = session.getPeerCertificates();
            byte[] binding = TlsServerEndpoint.getChannelBindingData((X509Certificate) certificates[0]);
            return new ServerProof(
                    true,
                    binding.length == 0 ? Optional.empty() : Optional.of(Bytes.of(binding)),
                    session.getLocalCertificates() != null);
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            throw new LoginFailed("the database has no usable certificate", e);
        }
    }
}
