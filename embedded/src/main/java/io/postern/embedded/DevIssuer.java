package io.postern.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.sun.net.httpserver.HttpServer;

/**
 * An OIDC issuer that believes anybody: whoever reaches it gets a token for any subject and any groups, without a
 * password. For demonstrations and tests on one machine, never for anything that matters. It listens on 127.0.0.1 only,
 * sends browsers back to this machine only, and answers only requests addressed to this machine by name.
 *
 * <p>Discovery, key set, authorization code flow with PKCE (S256, required) and, for command lines, a grant of its own:
 * {@value #DEV_GRANT} with {@code subject}, {@code groups} (comma separated), {@code audience} and {@code ttl} (seconds).
 */
public final class DevIssuer implements AutoCloseable {

    public static final String DEV_GRANT = "urn:postern:params:dev-grant";

    private static final int THREADS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(DevIssuer.class);

    private final HttpServer server;
    private final ExecutorService threads;
    private final TokenMint mint;

    private DevIssuer(HttpServer server, ExecutorService threads, TokenMint mint) {
        this.server = server;
        this.threads = threads;
        this.mint = mint;
    }

    /**
     * Starts to listen. The signing key is kept in the directory, readable by the owner only, so tokens stay good over a
     * restart on the same port.
     *
     * @param port to listen on, 0 for a free one; part of the issuer's name
     * @param users offered on the sign-in page
     * @throws PortInUse if the port is taken
     * @throws IllegalStateException if the directory cannot be used
     */
    public static DevIssuer start(Path stateDirectory, int port, List<DevUser> users) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(Ports.loopback(), port), 0);
            int chosen = server.getAddress().getPort();
            TokenMint mint = new TokenMint(
                    URI.create("http://" + Ports.LOOPBACK + ":" + chosen),
                    IssuerKey.loadOrMake(stateDirectory),
                    Clock.systemUTC());
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, "dev-issuer");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            new IssuerEndpoints(mint, users, chosen).mount(server);
            server.start();
            LOG.atInfo().addKeyValue("issuer", mint.issuer()).log("development issuer is up: it believes anybody");
            return new DevIssuer(server, threads, mint);
        } catch (BindException e) {
            PortInUse inUse = new PortInUse(port, "the development issuer");
            inUse.initCause(e);
            throw inUse;
        } catch (IOException e) {
            throw new IllegalStateException("the development issuer does not start in " + stateDirectory, e);
        }
    }

    /** The value of {@code iss}. */
    public URI issuer() {
        return mint.issuer();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** @param ttl from now; a negative one makes an expired token */
    public String issueToken(String subject, Set<String> groups, String audience, Duration ttl) {
        return mint.mint(new TokenMint.Order(subject, subject, groups, audience, ttl, Optional.empty()));
    }

    /** Stops to listen. Safe to call again. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
