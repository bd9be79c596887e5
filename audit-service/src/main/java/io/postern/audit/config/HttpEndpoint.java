package io.postern.audit.config;

import java.net.URI;

/**
 * Where the page and the API listen, and under which address people reach them.
 *
 * @param port 1 to 65535
 * @param publicUrl http or https, without path, query or fragment
 */
public record HttpEndpoint(String host, int port, URI publicUrl) {

    /** @throws IllegalArgumentException naming the key that is wrong */
    public HttpEndpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("http.host: is empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("http.port: " + port + " is not between 1 and 65535");
        }
        boolean web = ("http".equals(publicUrl.getScheme()) || "https".equals(publicUrl.getScheme()))
                && publicUrl.getHost() != null;
        String path = publicUrl.getRawPath();
        boolean bare = (path == null || path.isEmpty() || path.equals("/"))
                && publicUrl.getRawQuery() == null
                && publicUrl.getRawFragment() == null
                && publicUrl.getRawUserInfo() == null;
        if (!web || !bare) {
            throw new IllegalArgumentException("http.publicUrl: is not like https://audit.example.com, without a path");
        }
    }
}
