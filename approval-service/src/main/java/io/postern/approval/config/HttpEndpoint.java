package io.postern.approval.config;

import java.net.URI;

/**
 * Where the page and the API listen, and under which address people reach them.
 *
 * @param port 1 to 65535
 * @param publicUrl http or https, without path, query or fragment
 */
public record HttpEndpoint(String host, int port, URI publicUrl) {

    public HttpEndpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("http.host: is empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("http.port: " + port + " is not between 1 and 65535");
        }
        String scheme = publicUrl.getScheme();
        boolean isWebAddress = ("http".equals(scheme) || "https".equals(scheme)) && publicUrl.getHost() != null;
        String path = publicUrl.getPath();
        boolean isBare = (path == null || path.isEmpty() || path.equals("/"))
                && publicUrl.getQuery() == null
                && publicUrl.getFragment() == null
                && publicUrl.getUserInfo() == null;
        if (!isWebAddress || !isBare) {
            throw new IllegalArgumentException(
                    "http.publicUrl: must be like https://approvals.example.com, without a path");
        }
    }
}
